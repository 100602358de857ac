import type { Switches } from '../simulator';

/** The groups that the examples block numbers in. */
export const demoGroups = [{ name: 'Do Not Call' }, { name: 'Spam Callers' }];

/** This account refuses short codes, as promotions call from, so that *refused* is seen. */
export const demoSwitches: Partial<Switches> = { isBad: (number) => /^\d{3,4}$/.test(number) };
