const { readFile, rm, writeFile } = require('node:fs/promises');
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

/**
 * The licences of what is bundled ask to be shipped with it: libphonenumber-js (MIT), and the numbering
 * plans in it, which are derived from Google's libphonenumber (Apache 2.0).
 */
const licences = async () => {
	const folder = 'node_modules/libphonenumber-js';
	const files = [
		['libphonenumber-js', 'LICENSE'],
		["The metadata of Google's libphonenumber, in libphonenumber-js", 'LICENSE.Apache'],
	];
	const texts = files.map(
		async ([what, file]) => `${what}\n\n${await readFile(`${folder}/${file}`, 'utf8')}`,
	);
	await writeFile('dist/THIRD-PARTY-LICENSES.txt', (await Promise.all(texts)).join('\n\n'));
};

exports.build = series(clean, parallel(bundle, assets), licences);
exports.default = exports.build;
