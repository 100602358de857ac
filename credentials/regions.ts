import type { CountryCode } from 'libphonenumber-js';

/** A choice of the credential's 'Region'. */
interface Region {
	/** As the credential offers it. */
	name: string;
	apiHost: string;
	/** The host of the admin website, which users paste by mistake. */
	adminHost: string;
	/** The meaning of 'Automatic' in the options 'Default Country' and 'Time Zone', if it has one. */
	country?: CountryCode;
	timeZone?: string;
}

/** Where Ozonetel runs CloudAgent: one row per region (docs/ozonetel-api.md §1). */
export const REGIONS: Readonly<Record<string, Region>> = {
	india: {
		name: 'India',
		apiHost: 'in1-ccaas-api.ozonetel.com',
		adminHost: 'in-ccaas.ozonetel.com',
		country: 'IN',
		timeZone: 'Asia/Kolkata',
	},
	international: {
		name: 'International',
		apiHost: 'api.ccaas.ozonetel.com',
		adminHost: 'ccaas.ozonetel.com',
	},
};

/** The region whose API has this origin. */
export const regionOf = (origin: string): Region | undefined =>
	Object.values(REGIONS).find(({ apiHost }) => origin === `https://${apiHost}`);

const NO_HOST_NAME =
	"The credential's 'Domain' is not a valid host name; enter one such as api.ccaas.example.com";

/** No address of an API is longer. Keeps a wrong paste cheap to refuse. */
const LONGEST_DOMAIN = 1000;

const LOOPBACK_HOSTS = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Origin of the API a credential names, e.g. `https://in1-ccaas-api.ozonetel.com`.
 *
 * @throws {RangeError} for the user, if the domain is missing, unreadable or unsafe
 */
export function apiOrigin({ region, domain }: { region?: unknown; domain?: unknown }): string {
	if (typeof region === 'string' && Object.hasOwn(REGIONS, region)) {
		return `https://${REGIONS[region].apiHost}`;
	}
	const written =
		typeof domain === 'string' ? domain.slice(0, LONGEST_DOMAIN).replace(/\s+/g, '') : '';
	if (written === '') {
		throw new RangeError("The credential's 'Domain' is empty; enter the API host of your account");
	}
	const address = /^[a-z][a-z\d+.-]*:\/\//i.test(written) ? written : `https://${written}`;
	if (!URL.canParse(address)) throw new RangeError(NO_HOST_NAME);
	const url = new URL(address);
	assertSafe(url);
	return url.origin;
}

/** Refuses plain http anywhere but on this machine, and the admin website, which is not the API. */
function assertSafe(url: URL): void {
	if (url.username !== '' || url.password !== '') throw new RangeError(NO_HOST_NAME);
	const local = LOOPBACK_HOSTS.includes(url.hostname);
	if (url.protocol !== 'https:' && !(url.protocol === 'http:' && local)) {
		throw new RangeError(
			`“${url.protocol}//${url.host}” is not encrypted; API keys are sent over HTTPS only`,
		);
	}
	const region = Object.values(REGIONS).find(
		// A final dot does not change the host.
		({ adminHost }) => adminHost === url.hostname.replace(/\.$/, ''),
	);
	if (region) {
		throw new RangeError(
			`“${url.hostname}” is the admin website, not the API; choose the region '${region.name}' in the credential`,
		);
	}
}
