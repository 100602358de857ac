import type { Browser } from 'playwright-core';
import { openBrowser, openWindow, type Look } from './browser';
import { chromium } from './chromium';
import { Editor } from './editor';
import { Lab } from './lab';

/** Tests in the browser; on a machine without Chromium they are skipped, and `run.ts` says so. */
export const describeInBrowser = chromium ? describe : describe.skip;

/** A lab with a browser: windows of the editor, logged in. */
export class EditorLab {
	private constructor(
		readonly lab: Lab,
		private readonly browser: Browser,
	) {}

	static async open(name: string, forExamples = false): Promise<EditorLab> {
		return new EditorLab(await Lab.open(name, forExamples), await openBrowser());
	}

	async window(look: Look = {}): Promise<Editor> {
		const { cookie, address } = this.lab.rest;
		return new Editor(await openWindow(this.browser, address, { cookie, ...look }));
	}

	async close(): Promise<void> {
		await this.browser.close();
		await this.lab.close();
	}
}
