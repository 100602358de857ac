/**
 * Runs the built node in real workflows, in this process, on n8n-core's own engine.
 * Nothing is mocked: expressions, credentials, pairing, retries, the error output and
 * HTTP are n8n's. Works under jest and outside of it.
 */
export { runCredentialTest } from './credentialTest';
export { StoredCredential } from './credentials';
export { disposeExpressionEngine, useExpressionEngine } from './instance';
export { requestWithCredential, type RequestResult } from './requestWithCredential';
export { NODE, runNode, SOURCE, type RunOptions, type RunResult } from './runNode';
