import type { Browser } from 'playwright-core';
import { openBrowser, openWindow, type Look } from './browser';
import { Editor } from './editor';
import { Lab } from './lab';
import { chromium } from './places';

/** Tests in the browser; on a machine without Chromium they are skipped, and `run.ts` says so. */
export const describeInBrowser = chromium ? describe : describe.skip;

/** A lab with a browser, for the tests around it: windows of the editor, logged in. */
export function editorLab(name: string, forExamples = false) {
	let lab: Lab;
	let browser: Browser | undefined;
	beforeAll(async () => {
		lab = await Lab.open(name, forExamples);
		browser = await openBrowser();
	});
	afterAll(async () => {
		await browser?.close();
		await lab?.close();
	});
	return {
		get lab() {
			return lab;
		},
		async window(look: Look = {}): Promise<Editor> {
			const { cookie, address } = lab.rest;
			return new Editor(await openWindow(browser!, address, { cookie, ...look }));
		},
	};
}
