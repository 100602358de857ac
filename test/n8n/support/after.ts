/* eslint-disable @n8n/community-nodes/no-restricted-globals -- development code: never part of the published node */
export default async function after(): Promise<void> {
	await globalThis.runningN8n?.stop();
}
