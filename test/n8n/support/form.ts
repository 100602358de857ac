import { setTimeout as sleep } from 'node:timers/promises';
import { guards } from './demo';

const { user, password } = guards.basic;
const headers = { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };

export interface Page {
	html: string;
	/** Where its own form is sent. */
	url: string;
}

/**
 * Fills in a form as a browser does, with the demo's password, and gives the page that follows.
 *
 * @param following words of that page: the one before is shown until n8n has got there
 */
export async function submitForm(
	url: string,
	following: RegExp,
	...fields: Array<string | File>
): Promise<Page> {
	const form = new FormData();
	for (const [at, value] of fields.entries()) form.set(`field-${at}`, value);
	const sent = await fetch(url, { method: 'POST', headers, body: form });
	// Only the first page says where the others are: all at one address.
	const { formWaitingUrl = url } = (await sent.json()) as { formWaitingUrl?: string };
	let html = '';
	for (let waited = 0; waited < 100 && !following.test(html); waited++) {
		await sleep(200);
		if (!(await isUnderWay(formWaitingUrl))) html = await get(formWaitingUrl);
	}
	return { html, url: formWaitingUrl };
}

/** Whether n8n is still on its way to the next page: the browser asks so too, before it opens it. */
async function isUnderWay(formWaitingUrl: string): Promise<boolean> {
	const address = new URL(formWaitingUrl);
	address.pathname += '/n8n-execution-status';
	return /^\s*(?:new|running)\s*$/.test(await get(address.href));
}

/** A page that is asked for while n8n goes on to the next one may never come. */
async function get(address: string): Promise<string> {
	const signal = AbortSignal.timeout(5_000);
	return await fetch(address, { headers, signal }).then(
		async (page) => await page.text(),
		() => '',
	);
}
