import type { MantineColorsTuple } from '@mantine/core'

/** What a colour may mean: coral is marketing, teal is sales, the rest are states. */
export type Accent = 'coral' | 'teal' | 'red' | 'amber' | 'green' | 'gray'

type Shades = { text: string; fill: string; hover: string; soft: string; line: string; bright: string }

/** Text shades reach 4.5:1 on every surface and on their own soft tint; white on a fill does too (WCAG 2.2, 1.4.3). */
export const accents: Record<Exclude<Accent, 'gray'>, { light: Shades; dark: Shades }> = {
  coral: {
    light: {
      text: '#b83a24',
      fill: '#c2402a',
      hover: '#a93521',
      soft: '#fdeeea',
      line: '#f3c7bc',
      bright: '#f2664d',
    },
    dark: {
      text: '#ff9a88',
      fill: '#c2402a',
      hover: '#a93521',
      soft: '#3a211c',
      line: '#5e332a',
      bright: '#ff8069',
    },
  },
  teal: {
    light: {
      text: '#0a6f69',
      fill: '#0b7a73',
      hover: '#096660',
      soft: '#e2f5f3',
      line: '#b1dfda',
      bright: '#14a89d',
    },
    dark: {
      text: '#52d2c6',
      fill: '#0b7a73',
      hover: '#096660',
      soft: '#12312f',
      line: '#1d504c',
      bright: '#2cc4b7',
    },
  },
  red: {
    light: {
      text: '#b4123c',
      fill: '#be123c',
      hover: '#a30f33',
      soft: '#fdeaf0',
      line: '#f4bdcc',
      bright: '#e11d48',
    },
    dark: {
      text: '#ff8fab',
      fill: '#c81e4a',
      hover: '#ad163d',
      soft: '#3b1a25',
      line: '#63293b',
      bright: '#fb5279',
    },
  },
  amber: {
    light: {
      text: '#8f5200',
      fill: '#9a5b00',
      hover: '#824c00',
      soft: '#fcf1dc',
      line: '#ecd29f',
      bright: '#e09112',
    },
    dark: {
      text: '#f2b84b',
      fill: '#9a5b00',
      hover: '#824c00',
      soft: '#362a14',
      line: '#5b451c',
      bright: '#f2b84b',
    },
  },
  green: {
    light: {
      text: '#15703a',
      fill: '#17793f',
      hover: '#126533',
      soft: '#e4f6ea',
      line: '#b5e0c3',
      bright: '#23a559',
    },
    dark: {
      text: '#6fd492',
      fill: '#17793f',
      hover: '#126533',
      soft: '#173021',
      line: '#26502f',
      bright: '#4cc477',
    },
  },
}

export const neutrals = {
  light: {
    surface: '#ffffff',
    rail: '#f7f8f9',
    sunken: '#f0f2f4',
    raised: '#ffffff',
    hover: '#f3f5f6',
    line: '#e5e8eb',
    edge: '#858e98',
    text: '#191c20',
    dim: '#5b6470',
    ink: '#22262b',
    inkHover: '#3a4048',
    onInk: '#ffffff',
    focus: '#2563c9',
    picked: '#eef4fe',
  },
  dark: {
    surface: '#15171a',
    rail: '#0f1113',
    sunken: '#101214',
    raised: '#1c1f23',
    hover: '#1e2125',
    line: '#2a2e33',
    edge: '#6f7883',
    text: '#e9ebee',
    dim: '#9aa3ae',
    ink: '#e9ebee',
    inkHover: '#cfd3d8',
    onInk: '#15171a',
    focus: '#7fb0ff',
    picked: '#1b2635',
  },
}

export const gray: MantineColorsTuple = [
  '#f7f8f9',
  '#f0f2f4',
  '#e5e8eb',
  '#d6dade',
  '#bcc3ca',
  '#97a0aa',
  '#6f7883',
  '#4b535d',
  '#2e343b',
  '#191c20',
]
export const dark: MantineColorsTuple = [
  '#e9ebee',
  '#c5cad0',
  '#9aa3ae',
  '#6f7883',
  '#343940',
  '#2a2e33',
  '#1c1f23',
  '#15171a',
  '#101214',
  '#0b0d0e',
]

/** Mantine wants ten shades; ours have few meanings, so the ends repeat. */
export const tuple = ({ light, dark }: { light: Shades; dark: Shades }): MantineColorsTuple => [
  light.soft,
  light.soft,
  light.line,
  dark.text,
  light.bright,
  light.bright,
  light.fill,
  light.text,
  light.hover,
  dark.soft,
]
