import type { INodeProperties } from 'n8n-workflow';

import { PARAMETERS, type ParameterName } from '../contract';

/** What the contract does not say of a field: its texts, and when it is shown. */
type Rest = Omit<INodeProperties, 'displayName' | 'name' | 'type' | 'default' | 'options'> &
	Partial<Pick<INodeProperties, 'type' | 'options'>> & {
		/** What the values of a choice mean. */
		meanings?: Readonly<Record<string, string>>;
	};

/** A field of the form: name, label, type, values, default and range are those of the contract. */
export function field(name: ParameterName, { meanings, ...rest }: Rest): INodeProperties {
	const parameter = PARAMETERS[name];
	const common = {
		displayName: parameter.label,
		name: name.replace('options.', ''),
		default: parameter.default,
	};
	if ('values' in parameter) {
		const options = Object.entries(parameter.values).map(([value, label]) =>
			meanings ? { name: label, value, description: meanings[value] } : { name: label, value },
		);
		return { ...common, type: 'options', options, ...rest };
	}
	if ('min' in parameter) {
		const typeOptions = { minValue: parameter.min, maxValue: parameter.max };
		return { ...common, type: 'number', typeOptions, ...rest };
	}
	// An option that is added is meant to be used: n8n shows it with its default.
	if (typeof parameter.default === 'boolean') {
		return { ...common, type: 'boolean', ...rest, default: true };
	}
	return { ...common, type: typeof parameter.default as 'string' | 'number', ...rest };
}
