/**
 * Loaded into n8n before anything else: what n8n calls at Ozonetel's hosts reaches the simulator on this
 * machine, at the port OZONETEL_HERE. So a credential is made as for a real account, region and all, and
 * nothing is sent to Ozonetel.
 */
const net = require('node:net');
const tls = require('node:tls');

const { connect } = tls;

tls.connect = (...args) => {
	if (!/(^|\.)ozonetel\.com$/.test(args[0]?.host)) return connect(...args);
	const socket = net.connect(Number(process.env.OZONETEL_HERE), '127.0.0.1');
	socket.authorized = true;
	return socket.once('connect', () => socket.emit('secureConnect'));
};
