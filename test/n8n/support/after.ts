export default async function after(): Promise<void> {
	await globalThis.runningN8n?.stop();
}
