import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startSimulator } from '../../simulator';
import { newCertificate } from '../../support/tlsFront';
import { importDemo, ozonetelHere } from './demo';
import { startN8n, type Place, type Running } from './n8n';
import { installPackage, packNode } from './package';
import { testFolder } from './places';
import { freePort } from './ports';
import { Rest } from './rest';
import { modelUrl } from './scriptedModel';

declare global {
	var runningN8n: Running;
}

/** One n8n for all tests, new each time, with the packed node and the examples in it. */
export default async function before(): Promise<void> {
	rmSync(testFolder, { recursive: true, force: true });
	await installPackage(await packNode(join(testFolder, 'pack')), testFolder);
	const simulator = await startSimulator();
	const mailPort = await freePort();
	const modelPort = await freePort();
	const certificate = newCertificate();
	const certificateFile = join(testFolder, 'certificate.pem');
	writeFileSync(certificateFile, certificate.cert);
	const settings = { ...ozonetelHere(simulator.port), NODE_EXTRA_CA_CERTS: certificateFile };
	const place: Place = { userFolder: testFolder, port: await freePort(), settings };
	await importDemo(place, { simulator, mailPort, modelUrl: modelUrl(modelPort) });
	await simulator.close();
	globalThis.runningN8n = await startN8n(place);
	const rest = new Rest(runningN8n.address);
	await rest.logIn();
	process.env.TEST_N8N_PORT = String(place.port);
	process.env.TEST_N8N_COOKIE = rest.cookie;
	process.env.TEST_OZONETEL_PORT = String(simulator.port);
	process.env.TEST_CERTIFICATE = JSON.stringify(certificate);
	process.env.TEST_MAIL_PORT = String(mailPort);
	process.env.TEST_MODEL_PORT = String(modelPort);
}
