import { type CSSVariablesResolver, createTheme, defaultVariantColorsResolver } from '@mantine/core'
import { accents, dark, gray, neutrals, tuple } from './colours.ts'

const ink = neutrals.light
const font = "'Inter Variable', system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif"
const inkTuple = tuple({
  light: {
    text: ink.text,
    fill: ink.ink,
    hover: ink.inkHover,
    soft: gray[1],
    line: gray[2],
    bright: gray[6],
  },
  dark: { text: dark[0], fill: dark[0], hover: dark[1], soft: dark[5], line: dark[4], bright: dark[3] },
})

/** Mantine's settings: density, radius, and the few colours that mean something. */
export const theme = createTheme({
  fontFamily: font,
  headings: { fontFamily: font, fontWeight: '600' },
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  fontWeights: { regular: '400', medium: '500', bold: '600' },
  radius: { xs: '3px', sm: '5px', md: '7px', lg: '10px', xl: '16px' },
  spacing: { xs: '6px', sm: '10px', md: '14px', lg: '20px', xl: '32px' },
  defaultRadius: 'sm',
  primaryColor: 'ink',
  primaryShade: { light: 6, dark: 6 },
  cursorType: 'pointer',
  respectReducedMotion: true,
  colors: {
    gray,
    dark,
    ink: inkTuple,
    coral: tuple(accents.coral),
    teal: tuple(accents.teal),
    red: tuple(accents.red),
    amber: tuple(accents.amber),
    yellow: tuple(accents.amber),
    green: tuple(accents.green),
  },
  variantColorResolver: (input) => {
    const named = input.color ?? 'ink'
    const colors = defaultVariantColorsResolver(input)
    if (named !== 'ink' || input.variant !== 'filled') return colors
    return { ...colors, color: 'var(--b-on-ink)', hoverColor: 'var(--b-on-ink)' }
  },
  components: {
    Button: { defaultProps: { size: 'xs' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 'md' } },
    TextInput: { defaultProps: { size: 'sm' } },
    Select: {
      defaultProps: {
        clearButtonProps: { 'aria-label': 'Clear' },
        nothingFoundMessage: 'Nothing found',
      },
    },
    MultiSelect: { defaultProps: { clearButtonProps: { 'aria-label': 'Clear' } } },
    Tooltip: { defaultProps: { openDelay: 350, withArrow: false } },
    Menu: {
      defaultProps: {
        withInitialFocusPlaceholder: false,
        shadow: 'md',
        radius: 'md',
        position: 'bottom-end',
        width: 'max-content',
      },
    },
    Popover: { defaultProps: { shadow: 'md', radius: 'md' } },
    Modal: {
      defaultProps: {
        radius: 'lg',
        centered: true,
        overlayProps: { backgroundOpacity: 0.35 },
        closeButtonProps: { 'aria-label': 'Close' },
      },
    },
    Loader: { defaultProps: { size: 'sm', type: 'dots' } },
    Kbd: { defaultProps: { size: 'xs' } },
    NumberInput: { defaultProps: { hideControls: true } },
    // A tick on ink: the ink is light in the dark.
    Checkbox: { defaultProps: { size: 'xs', iconColor: 'var(--b-on-ink)' } },
    Radio: { defaultProps: { iconColor: 'var(--b-on-ink)' } },
    Switch: { defaultProps: { size: 'sm', withThumbIndicator: false } },
  },
})

const scheme = (name: 'light' | 'dark') => {
  const base = neutrals[name]
  const variables: Record<string, string> = {
    '--mantine-color-body': base.surface,
    '--mantine-color-text': base.text,
    '--mantine-color-dimmed': base.dim,
    '--mantine-color-placeholder': base.dim,
    '--mantine-color-anchor': base.text,
    '--mantine-color-default': base.raised,
    '--mantine-color-default-hover': base.hover,
    '--mantine-color-default-border': base.line,
    '--mantine-color-default-color': base.text,
    '--mantine-color-error': accents.red[name].text,
    '--mantine-color-ink-filled': base.ink,
    '--mantine-color-ink-filled-hover': base.inkHover,
    '--mantine-color-ink-light': base.sunken,
    '--mantine-color-ink-light-hover': base.hover,
    '--mantine-color-ink-light-color': base.text,
    '--mantine-color-ink-outline': base.text,
    '--mantine-color-ink-outline-hover': base.hover,
    '--mantine-color-gray-light': base.sunken,
    '--mantine-color-gray-light-hover': base.hover,
    '--mantine-color-gray-light-color': base.dim,
    '--mantine-primary-color-contrast': base.onInk,
    '--b-on-ink': base.onInk,
    '--b-gray': base.dim,
    '--b-gray-soft': base.sunken,
    '--b-gray-line': base.line,
    '--b-gray-bright': base.edge,
    '--b-gray-fill': base.ink,
  }
  for (const [key, value] of Object.entries(base)) variables[`--b-${key}`] = value
  for (const [key, both] of Object.entries(accents)) {
    const shade = both[name]
    variables[`--b-${key}`] = shade.text
    for (const part of ['fill', 'soft', 'line', 'bright'] as const)
      variables[`--b-${key}-${part}`] = shade[part]
    variables[`--mantine-color-${key}-text`] = shade.text
    variables[`--mantine-color-${key}-filled`] = shade.fill
    variables[`--mantine-color-${key}-filled-hover`] = shade.hover
    variables[`--mantine-color-${key}-light`] = shade.soft
    variables[`--mantine-color-${key}-light-hover`] = shade.line
    variables[`--mantine-color-${key}-light-color`] = shade.text
    variables[`--mantine-color-${key}-outline`] = shade.text
    variables[`--mantine-color-${key}-outline-hover`] = shade.soft
  }
  return variables
}

/** The same names in both schemes, so that no piece asks which one is on. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: scheme('light'),
  dark: scheme('dark'),
})
