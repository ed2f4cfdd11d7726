import { createTheme, type CSSVariablesResolver, type VariantColorsResolver } from '@mantine/core';

/** Mantine's colours by the name of the token they stand for. */
const tones: Record<string, string> = {
  indigo: 'accent',
  red: 'bad',
  green: 'good',
  yellow: 'person',
  gray: 'none',
};

/** Every button reads its colours from tokens.css, so both themes keep their contrast. */
const variantColorResolver: VariantColorsResolver = ({ variant, color }) => {
  const tone = tones[color ?? 'indigo'] ?? 'accent';
  const isToken = color?.startsWith('var(--') === true;
  const text = isToken ? color : tone === 'accent' ? 'var(--accent-text)' : `var(--${tone})`;
  if (variant === 'filled' && tone === 'accent') {
    return {
      background: 'var(--accent)',
      hover: 'var(--accent-hover)',
      color: 'var(--on-accent)',
      border: '1px solid transparent',
    };
  }
  if (variant === 'filled' || variant === 'light') {
    const soft = tone === 'accent' ? 'var(--selected)' : `var(--${tone}-soft)`;
    const line = tone === 'accent' ? 'transparent' : `var(--${tone}-line)`;
    return {
      background: soft,
      hover: `color-mix(in srgb, ${soft}, var(--ink) 6%)`,
      color: text,
      border: `1px solid ${line}`,
    };
  }
  if (variant === 'default' || variant === 'outline') {
    return {
      background: 'var(--raised)',
      hover: 'var(--hover)',
      color: tone === 'accent' ? 'var(--ink)' : text,
      border: '1px solid var(--line-strong)',
    };
  }
  const quiet = tone === 'none' ? 'var(--ink-2)' : text;
  return { background: 'transparent', hover: 'var(--hover)', color: quiet, border: '1px solid transparent' };
};

/** Where Mantine reaches for its own greys it finds ours: warm in light, blue-black in dark. */
const gray = [
  '#fbfaf7',
  '#f4f2ec',
  '#eeebe4',
  '#e6e2d9',
  '#c9c3b6',
  '#8d8678',
  '#676256',
  '#575247',
  '#4a4740',
  '#1c1b19',
] as const;
const dark = [
  '#ecebe8',
  '#c2c4cb',
  '#9a9eaa',
  '#9a9eaa',
  '#434955',
  '#272b34',
  '#181b21',
  '#111318',
  '#0c0e12',
  '#08090c',
] as const;

export const theme = createTheme({
  colors: { gray, dark },
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.8125rem', lg: '0.9375rem', xl: '1.25rem' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.45', lg: '1.5', xl: '1.4' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.25rem', lineHeight: '1.3' },
      h2: { fontSize: '0.9375rem', lineHeight: '1.4' },
      h3: { fontSize: '0.8125rem', lineHeight: '1.4' },
    },
  },
  spacing: { xs: '0.25rem', sm: '0.5rem', md: '0.75rem', lg: '1rem', xl: '1.5rem' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '8px', xl: '8px' },
  defaultRadius: 'md',
  shadows: { xs: 'none', sm: 'var(--shadow)', md: 'var(--shadow)', lg: 'var(--shadow)', xl: 'var(--shadow)' },
  primaryColor: 'indigo',
  cursorType: 'pointer',
  respectReducedMotion: true,
  variantColorResolver,
  components: {
    Button: { defaultProps: { size: 'sm', variant: 'default' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 32 } },
    Modal: {
      defaultProps: {
        centered: true,
        closeButtonProps: { 'aria-label': 'Close the dialog' },
        transitionProps: { duration: 100 },
        overlayProps: { backgroundOpacity: 0.4 },
      },
      styles: {
        content: { background: 'var(--raised)' },
        header: { background: 'var(--raised)', padding: '14px 20px 6px' },
        title: { fontSize: 'var(--text-md)', fontWeight: 620 },
        body: { padding: '4px 20px 20px' },
      },
    },
    Tooltip: {
      defaultProps: {
        openDelay: 300,
        transitionProps: { duration: 80 },
        events: { hover: true, focus: true, touch: true },
      },
    },
    Menu: {
      defaultProps: {
        transitionProps: { duration: 80 },
        shadow: 'md',
        // The first item takes the focus itself: an empty placeholder in a menu is announced as nothing.
        withInitialFocusPlaceholder: false,
        menuItemTabIndex: 0,
        // Inside the main landmark, so that it is found there by those who move from part to part.
        portalProps: { target: '#floating' },
      },
    },
    Checkbox: { defaultProps: { color: 'var(--accent)', iconColor: 'var(--on-accent)' } },
    Radio: { defaultProps: { color: 'var(--accent)', iconColor: 'var(--on-accent)' } },
    Select: {
      defaultProps: { comboboxProps: { transitionProps: { duration: 80 } }, checkIconPosition: 'right' },
    },
  },
});

const mapped = {
  '--mantine-color-body': 'var(--paper)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-bright': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-3)',
  '--mantine-color-placeholder': 'var(--ink-3)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-color-anchor': 'var(--accent-text)',
  '--mantine-color-default': 'var(--raised)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-disabled': 'var(--none-soft)',
  '--mantine-color-disabled-color': 'var(--ink-3)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-primary-color-filled': 'var(--accent)',
  '--mantine-primary-color-filled-hover': 'var(--accent-hover)',
  '--mantine-primary-color-light': 'var(--selected)',
  '--mantine-primary-color-light-hover': 'var(--selected)',
  '--mantine-primary-color-light-color': 'var(--accent-text)',
  '--mantine-primary-color-contrast': 'var(--on-accent)',
};

export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: mapped,
  light: mapped,
  dark: mapped,
});
