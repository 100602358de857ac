import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'flatted';
import type { Execution, Workflow } from './workflow';

/** Who owns the n8n of `npm start` and of the tests: it listens on this machine only. */
export const owner = {
	email: 'owner@ozonetel.example',
	password: 'Ozonetel-demo-1',
	firstName: 'Olivia',
	lastName: 'Owner',
};

export interface TestOutcome {
	status: 'OK' | 'Error';
	message: string;
}

/** n8n's own REST API, called as the editor calls it, with the owner's cookie. */
export class Rest {
	/** `cookie`: of a session that is open already. n8n allows five log-ins a minute. */
	constructor(
		readonly address: string,
		public cookie = '',
	) {}

	/** Creates the owner of a new n8n, or logs in to one that has an owner. */
	async logIn(): Promise<void> {
		const settings = await this.call('GET', '/rest/settings');
		if (settings.userManagement.showSetupOnFirstLoad) {
			await this.call('POST', '/rest/owner/setup', owner);
		}
		const { email, password } = owner;
		await this.call('POST', '/rest/login', { emailOrLdapLoginId: email, password });
	}

	async call(method: string, path: string, body?: unknown): Promise<any> {
		const response = await fetch(this.address + path, {
			method,
			headers: {
				'content-type': 'application/json',
				// n8n closes a connection that a busy machine leaves idle, perhaps as it is used again
				connection: 'close',
				// n8n ties a session to the browser that opened it
				'browser-id': 'ozonetel-tests',
				...(this.cookie && { cookie: this.cookie }),
			},
			body: body === undefined ? undefined : JSON.stringify(body),
			signal: AbortSignal.timeout(60_000),
		});
		const session = response.headers.getSetCookie().find((one) => one.startsWith('n8n-auth='));
		if (session) this.cookie = session.split(';')[0];
		const text = await response.text();
		if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
		return text ? JSON.parse(text).data : undefined;
	}

	/** A file of the editor: types, icons, schemas. */
	async get(path: string): Promise<Response> {
		const response = await fetch(this.address + path, { headers: { cookie: this.cookie } });
		if (!response.ok) throw new Error(`${path} answered ${response.status}`);
		return response;
	}

	async createCredential(type: string, name: string, data: object): Promise<{ id: string }> {
		return await this.call('POST', '/rest/credentials', { type, name, data });
	}

	/** A saved credential as the editor gets it: without its secrets, which it sends back as they came. */
	async credential(id: string): Promise<{ name: string; type: string; data: any }> {
		return await this.call('GET', `/rest/credentials/${id}?includeData=true`);
	}

	/** Edits fields of a saved credential, as the editor does. */
	async editCredential(id: string, changes: object): Promise<void> {
		const { name, type, data } = await this.credential(id);
		await this.call('PATCH', `/rest/credentials/${id}`, {
			name,
			type,
			data: { ...data, ...changes },
		});
	}

	/** What the editor sends when a credential is saved or its Retry button is pressed. */
	async testCredential(type: string, name: string, data: object): Promise<TestOutcome> {
		const { id } = await this.createCredential(type, name, data);
		return await this.call('POST', '/rest/credentials/test', {
			credentials: { id, name, type, data },
		});
	}

	/** What the editor sends when a saved credential is opened: its data as n8n gives it out. */
	async testSaved(id: string): Promise<TestOutcome> {
		const { name, type, data } = await this.credential(id);
		return await this.call('POST', '/rest/credentials/test', {
			credentials: { id, name, type, data },
		});
	}

	async createWorkflow(workflow: Workflow): Promise<string> {
		// Before 2.0 n8n cannot save one that does not say whether it is active.
		const created = await this.call('POST', '/rest/workflows', { active: false, ...workflow });
		return created.id;
	}

	/** Publishes a workflow's newest version. */
	async publish(id: string): Promise<void> {
		const { nodes, connections, versionId } = await this.call('GET', `/rest/workflows/${id}`);
		const activate = async (version: string) =>
			await this.call('POST', `/rest/workflows/${id}/activate`, { versionId: version });
		await activate(versionId).catch(async () => {
			// n8n 2.0 keeps no version of what was imported, only of what is changed and saved
			const [{ position, ...first }, ...others] = nodes;
			const moved = { ...first, position: [position[0] - 10, position[1]] };
			const changes = { nodes: [moved, ...others], connections, versionId };
			await activate((await this.call('PATCH', `/rest/workflows/${id}`, changes)).versionId);
		});
		for (let waited = 0; waited < 100; waited++) {
			if (await this.isPublished(id)) return;
			await sleep(100);
		}
		throw new Error(`workflow ${id} was not published in 10 s`);
	}

	/** n8n registers the triggers a moment after the answer; older ones before it, and have no such page. */
	private async isPublished(id: string): Promise<boolean> {
		const asked = this.call('GET', `/rest/workflows/${id}/publication-status`);
		return await asked.then(
			({ status }) => status === 'published',
			(error: Error) => / answered 404/.test(error.message) || Promise.reject(error),
		);
	}

	async unpublish(id: string): Promise<void> {
		await this.call('POST', `/rest/workflows/${id}/deactivate`, {});
	}

	/** Execute workflow, as the editor's button: pinned data stands in for what its nodes would get. */
	async execute(workflowId: string, trigger: string): Promise<Execution> {
		const { executionId } = await this.start(workflowId, trigger);
		return await this.finished(executionId);
	}

	async start(workflowId: string, trigger: string): Promise<{ executionId: string }> {
		const run = { triggerToStartFrom: { name: trigger } };
		return await this.call('POST', `/rest/workflows/${workflowId}/run`, run);
	}

	/** The editor's button Stop. */
	async stop(executionId: string): Promise<void> {
		await this.call('POST', `/rest/executions/${executionId}/stop`);
	}

	async finished(executionId: string, seconds = 60): Promise<Execution> {
		for (let waited = 0; waited < seconds * 4; waited++) {
			const execution = await this.call('GET', `/rest/executions/${executionId}`);
			if (execution.stoppedAt) return { status: execution.status, ...parse(execution.data) };
			await sleep(250);
		}
		throw new Error(`execution ${executionId} did not finish in ${seconds} s`);
	}

	/** Retries the newest execution of a workflow, as the list of executions does. */
	async retryLast(workflowId: string): Promise<Execution> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const { results } = await this.call('GET', `/rest/executions?filter=${filter}&limit=1`);
		await this.call('POST', `/rest/executions/${results[0].id}/retry`, { loadWorkflow: false });
		return await this.lastExecution(workflowId);
	}

	/** The newest finished execution of a workflow, read back from the database. */
	async lastExecution(workflowId: string, seconds = 60): Promise<Execution> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		for (let waited = 0; waited < seconds * 4; waited++) {
			const { results } = await this.call('GET', `/rest/executions?filter=${filter}&limit=5`);
			const done = results.find((one: { stoppedAt?: string }) => one.stoppedAt);
			if (done) return await this.finished(done.id);
			await sleep(250);
		}
		throw new Error(`workflow ${workflowId} finished no execution in ${seconds} s`);
	}
}
