import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Everything written by `npm start` and by the tests lies under one of these folders. */
export const project = resolve(__dirname, '../../..');
/** Where n8n is installed; `npm run test:compat` installs other versions elsewhere. */
export const home = process.env.TEST_N8N_HOME ?? join(project, 'test/n8n');
export const modules = join(home, 'node_modules');
export const examples = join(project, 'examples');
export const images = join(project, 'docs/images');

/** Where `npm start` keeps its n8n, and where one run of the tests keeps its own. */
export const startFolder = join(project, '.n8n-run/start');
export const testFolder = process.env.TEST_N8N_FOLDER ?? join(project, '.n8n-run/test');

const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser of this machine; Playwright's own is not downloaded. */
export const chromium = [process.env.CHROMIUM ?? '', ...usual].find(
	(path) => path !== '' && existsSync(path),
);

export const howToGetChromium =
	'There is no Chromium at /usr/bin/chromium: apt-get update && apt-get install -y chromium,\n' +
	'or name one: CHROMIUM=/path/to/chromium npm run test:n8n';
