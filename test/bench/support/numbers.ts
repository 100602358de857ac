/** Indian mobile numbers, all different, in the spellings that exports of CRMs and diallers hold. */
export function phone(at: number): string {
	const national = String(9_000_000_000 + at * 7);
	switch (at % 4) {
		case 0:
			return national;
		case 1:
			return `91${national}`;
		case 2:
			return `+91 ${national.slice(0, 5)} ${national.slice(5)}`;
		default:
			return `0${national}`;
	}
}

/** The same as the node sends it. */
export const sentAs = (at: number): string => `91${9_000_000_000 + at * 7}`;

/** What the server may refuse although it looks like a number: 2 % of those above. */
export const REFUSED_BY_SERVER = '(13|63)$';

const ONE_OF_50_IS_BAD = ['n/a', '9.81235E+11', '12', ''];

export interface Row {
	phone: string;
	group: string;
}

export interface List {
	rows: Row[];
	/** How many different numbers in it can be sent. */
	distinct: number;
}

/** A list as it should be. */
export function cleanList(size: number): List {
	const rows = Array.from({ length: size }, (_, at) => ({ phone: phone(at), group: group(0) }));
	return { rows, distinct: size };
}

/** The same, written as it is to be sent. */
export function plainList(size: number): List {
	const rows = Array.from({ length: size }, (_, at) => ({ phone: sentAs(at), group: group(0) }));
	return { rows, distinct: size };
}

/** Every fiftieth is no number: what a node can see for itself. */
export function listWithBad(size: number): List {
	const { rows } = cleanList(size);
	for (let at = 25; at < size; at += 50) {
		rows[at].phone = ONE_OF_50_IS_BAD[((at - 25) / 50) % ONE_OF_50_IS_BAD.length];
	}
	return { rows, distinct: size - Math.ceil((size - 25) / 50) };
}

/** Besides: every tenth is the one before it again, and the list is for ten groups. */
export function messyList(size: number): List {
	const { rows } = listWithBad(size);
	const good = new Set<string>();
	rows.forEach((row, at) => {
		if (at % 10 === 9) row.phone = rows[at - 1].phone;
		row.group = group(Math.floor(at / 10) % 10);
		if (row.phone.length >= 10 && !row.phone.includes('E')) good.add(row.phone);
	});
	return { rows, distinct: good.size };
}

export const GROUPS = Array.from({ length: 10 }, (_, at) => group(at));

function group(at: number): string {
	return `Do not call ${at + 1}`;
}

/** An empty value keeps its quotes, or the line would be empty. */
export const toCsv = ({ rows }: List): string =>
	['phone,group', ...rows.map(({ phone: number, group: name }) => `"${number}","${name}"`)].join(
		'\n',
	);
