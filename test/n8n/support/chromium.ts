import { existsSync } from 'node:fs';

const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser of this machine; Playwright's own is not downloaded. */
export const chromium = [process.env.CHROMIUM ?? '', ...usual].find(
	(path) => path !== '' && existsSync(path),
);

export const howToGetChromium =
	'There is no Chromium at /usr/bin/chromium: apt-get update && apt-get install -y chromium,\n' +
	'or name one: CHROMIUM=/path/to/chromium npm run test:n8n';
