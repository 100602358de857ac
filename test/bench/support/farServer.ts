import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { FarServer } from './farServerProcess';

export interface RunningFarServer {
	/** https://127.0.0.1:PORT */
	url: string;
	/** The file of the certificate that n8n is to trust beside those it knows. */
	certificateFile: string;
	stop(): void;
}

/** Puts the server at this port far away, behind TLS with a certificate made for this run. */
export async function startFarServer(port: number, roundTripMs: number): Promise<RunningFarServer> {
	const folder = mkdtempSync(join(tmpdir(), 'ozonetel-bench-tls-'));
	const [keyFile, certificateFile] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
	const how = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2';
	const whom = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
	const files = ['-keyout', keyFile, '-out', certificateFile];
	execFileSync('openssl', [...how.split(' '), ...whom, ...files], { stdio: 'ignore' });

	const child = fork(join(__dirname, 'farServerProcess.ts'), { execArgv: ['--import', 'tsx'] });
	const far: FarServer = {
		port,
		roundTripMs,
		key: readFileSync(keyFile, 'utf8'),
		certificate: readFileSync(certificateFile, 'utf8'),
	};
	child.send(far);
	const [address] = (await once(child, 'message')) as [{ port: number }];
	return {
		url: `https://127.0.0.1:${address.port}`,
		certificateFile,
		stop() {
			child.disconnect();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}
