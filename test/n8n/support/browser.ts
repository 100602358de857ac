import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
	chromium as driver,
	selectors,
	type Browser,
	type Locator,
	type Page,
} from 'playwright-core';
import { chromium, images } from './places';

export interface Look {
	/** A session's; without one the window shows the log-in. */
	cookie?: string;
	/** `system`: what `page.emulateMedia` says. */
	theme?: 'light' | 'dark' | 'system';
	width?: number;
}

/** Offline, quiet, and at home in a container. */
const flags = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

selectors.setTestIdAttribute('data-test-id'); // n8n's spelling

export const openBrowser = async (): Promise<Browser> =>
	await driver.launch({ executablePath: chromium, args: flags });

/** A window of the editor. It reaches this n8n and nothing else. */
export async function openWindow(
	browser: Browser,
	address: string,
	{ cookie = '', theme = 'light', width = 1440 }: Look = {},
): Promise<Page> {
	const context = await browser.newContext({
		baseURL: address,
		viewport: { width, height: 1000 },
		...(theme !== 'system' && { colorScheme: theme }),
		reducedMotion: 'reduce',
	});
	context.setDefaultTimeout(45_000);
	await context.route(
		(url) => url.origin !== address,
		async (route) => await route.abort(),
	);
	await context.addInitScript((wanted) => {
		window.localStorage.setItem('N8N_THEME', wanted);
		window.localStorage.setItem('n8n-browserId', 'ozonetel-tests');
	}, theme);
	if (cookie) {
		const [name, ...value] = cookie.split('=');
		await context.addCookies([{ name, value: value.join('='), url: address }]);
	}
	return await context.newPage();
}

/** The README shows the picture that suits its reader's theme. */
export const themes = ['light', 'dark'] as const;

/** Buttons that would cover a part of a picture. */
const OVER_THE_CANVAS = '[class*=executionButtons], [data-test-id=canvas-controls]';

/** A picture for the README: the rectangle around all that is located, without passing notices. */
export async function picture(name: string, of: Locator, air = 0): Promise<void> {
	await of.page().mouse.move(0, 0); // nothing is hovered
	const boxes = (await Promise.all((await of.all()).map(async (one) => await one.boundingBox())))
		.filter((box) => box !== null)
		.map(({ x, y, width, height }) => ({ x, y, right: x + width, bottom: y + height }));
	const x = Math.min(...boxes.map((box) => box.x)) - air;
	const y = Math.min(...boxes.map((box) => box.y)) - air;
	const width = Math.max(...boxes.map(({ right }) => right)) + air - x;
	const height = Math.max(...boxes.map(({ bottom }) => bottom)) + air - y;
	mkdirSync(dirname(join(images, name)), { recursive: true });
	await of.page().screenshot({
		path: join(images, `${name}.png`),
		clip: { x, y, width, height },
		animations: 'disabled',
		caret: 'hide',
		style: `.el-notification, ${OVER_THE_CANVAS} { visibility: hidden !important }`,
	});
}
