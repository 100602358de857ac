const { readdir, readFile, rm, writeFile } = require('node:fs/promises');
const esbuild = require('esbuild');
const { dest, parallel, series, src } = require('gulp');

/** What n8n provides at run time; everything else is bundled, as verified nodes have no dependencies. */
const PROVIDED_BY_N8N = ['n8n-workflow', 'luxon'];

const clean = () => rm('dist', { recursive: true, force: true });

/** One file per entry in package.json's `n8n`, with libphonenumber-js inside. */
const bundle = () =>
	esbuild.build({
		entryPoints: [
			'nodes/OzonetelBlockGroup/OzonetelBlockGroup.node.ts',
			'credentials/OzonetelApi.credentials.ts',
		],
		outdir: 'dist',
		outbase: '.',
		bundle: true,
		platform: 'node',
		format: 'cjs',
		target: 'node20',
		external: PROVIDED_BY_N8N,
		legalComments: 'inline',
		charset: 'utf8',
	});

/** Icons, codex and output schemas, where the bundled files and n8n look for them. */
const assets = () => src(['icons/*.svg', 'nodes/**/*.json'], { base: '.' }).pipe(dest('dist'));

/** The licences of what is bundled ask to be shipped with it. */
const licences = async () => {
	const packages = ['libphonenumber-js'];
	const texts = packages.map(async (name) => {
		const file = (await readdir(`node_modules/${name}`)).find((entry) =>
			/^licen[cs]e/i.test(entry),
		);
		return `${name}\n\n${await readFile(`node_modules/${name}/${file}`, 'utf8')}`;
	});
	await writeFile('dist/THIRD-PARTY-LICENSES.txt', (await Promise.all(texts)).join('\n\n'));
};

exports.build = series(clean, parallel(bundle, assets), licences);
exports.default = exports.build;
