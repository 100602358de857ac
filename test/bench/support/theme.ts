import type { Config } from 'vega-lite';

export const MODES = ['light', 'dark'] as const;
export type Mode = (typeof MODES)[number];

/** Colours that the colour-blind tell apart (after Okabe and Ito; in the dark, lighter ones). */
const PALETTES = {
	light: {
		paper: '#ffffff',
		ink: '#1f2328',
		faint: '#d1d9e0',
		ours: '#0072b2',
		byHand: '#d55e00',
		leaner: '#b88600',
		single: '#a8508a',
		floor: '#6e7781',
		refused: '#d55e00',
	},
	dark: {
		paper: '#0d1117',
		ink: '#e6edf3',
		faint: '#30363d',
		ours: '#56b4e9',
		byHand: '#ff8c42',
		leaner: '#f0d243',
		single: '#e39bc8',
		floor: '#9aa4ae',
		refused: '#ff8c42',
	},
} satisfies Record<Mode, Record<string, string>>;

export type Palette = Record<keyof (typeof PALETTES)['light'], string>;

export const paletteOf = (mode: Mode): Palette => PALETTES[mode];

/** As wide as GitHub shows a page, so that letters are not scaled down. */
export const WIDTH = 740;

/** What all charts share. */
export function themeOf(mode: Mode): Config {
	const { paper, ink, faint } = paletteOf(mode);
	return {
		background: paper,
		padding: 12,
		font: "-apple-system, 'Segoe UI', 'Noto Sans', Helvetica, Arial, sans-serif",
		view: { stroke: null },
		title: { color: ink, fontSize: 16, anchor: 'start' },
		axis: {
			labelColor: ink,
			titleColor: ink,
			labelFontSize: 13,
			titleFontSize: 13,
			titleFontWeight: 'normal',
			titlePadding: 10,
			gridColor: faint,
			domainColor: faint,
			tickColor: faint,
			labelLimit: 0,
		},
		legend: {
			orient: 'bottom',
			title: null,
			labelColor: ink,
			labelFontSize: 13,
			labelLimit: 0,
			symbolSize: 90,
			symbolStrokeWidth: 0,
		},
	};
}
