import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from "@mantine/core";

/** The one accent: lapis, the blue stone of old mosaics. It means "yours" and "do this"; it never means a state. */
const lapis: MantineColorsTuple = ["#eef1fd", "#dce2fb", "#b9c5f6", "#92a3ef", "#6c82e6", "#4b63d9", "#3148c4", "#2638a3", "#1e2c82", "#161f5e"];

/** Neutrals of the light scheme: limestone, a hair warmer than grey. */
const stone: MantineColorsTuple = ["#f7f7f5", "#efefec", "#e5e4e0", "#d7d6d1", "#bdbcb6", "#93928e", "#6d6d70", "#54555d", "#35363d", "#1b1c22"];

/** Neutrals of the dark scheme: ink. Index 0 is text, 7 the surface, as Mantine expects. */
const ink: MantineColorsTuple = ["#e8e9ed", "#c4c6ce", "#a3a6b1", "#7d818e", "#363a46", "#2a2d37", "#1f222b", "#181b22", "#101217", "#0a0b0e"];

const brick: MantineColorsTuple = ["#fbeae8", "#f6d3cf", "#eea9a2", "#f5a49c", "#e0675c", "#cf4539", "#bd342a", "#a8271f", "#931f18", "#8a1c15"];
const moss: MantineColorsTuple = ["#e8f3ec", "#d0e7d9", "#a6d1b7", "#7fd0a3", "#4fae7b", "#33925f", "#277d4f", "#1f6b45", "#185838", "#11432a"];
const amber: MantineColorsTuple = ["#fbf1dd", "#f6e3bc", "#efcf90", "#ecc078", "#d99a35", "#bd7d17", "#a36708", "#8a5300", "#704300", "#573400"];

/** The kit would lock the page behind a dialog with a style tag that the strict policy refuses; globals.css does it. */
const unlocked = { defaultProps: { lockScroll: false } } as const;
const inputSize = { defaultProps: { size: "md" } } as const;

export const theme = createTheme({
  colors: { lapis, gray: stone, dark: ink, red: brick, green: moss, yellow: amber },
  primaryColor: "lapis",
  primaryShade: { light: 6, dark: 5 },
  black: "#16171d",
  fontFamily: "var(--font-geist-sans), system-ui, -apple-system, 'Segoe UI', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', Menlo, Consolas, monospace",
  headings: { fontFamily: "var(--font-geist-sans), system-ui, sans-serif", fontWeight: "600" },
  defaultRadius: "md",
  radius: { xs: "2px", sm: "4px", md: "6px", lg: "10px", xl: "16px" },
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    // The help stands under the field, so that fields of a row stay in line whether or not they have help.
    InputWrapper: { defaultProps: { size: "md", inputWrapperOrder: ["label", "input", "error", "description"] } },
    TextInput: inputSize,
    PasswordInput: inputSize,
    NativeSelect: inputSize,
    Textarea: inputSize,
    FileInput: inputSize,
    Checkbox: { defaultProps: { size: "sm" } },
    // What a person who cannot see the cross is told.
    Notification: { defaultProps: { closeButtonProps: { "aria-label": "Close this message" } } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 200 } },
    Modal: { defaultProps: { ...unlocked.defaultProps, centered: true, closeButtonProps: { "aria-label": "Close" } } },
    ModalRoot: unlocked,
    Drawer: unlocked,
    DrawerRoot: unlocked,
  },
});

/* Tokens that both schemes share by name, and Mantine's own variables where its default contrast is too low. */

const lightTokens = {
  "--t-ground": "#f7f7f5",
  "--t-surface": "#ffffff",
  "--t-sunken": "#f1f1ee",
  "--t-line": "#e5e4e0",
  "--t-line-strong": "#c9c8c2",
  "--t-ink": "#16171d",
  "--t-ink-soft": "#3b3c45",
  "--t-dim": "#5d5f69",
  "--t-accent": lapis[6],
  "--t-accent-ink": lapis[7],
  "--t-accent-soft": lapis[0],
  "--t-accent-line": lapis[2],
  "--t-good": moss[7],
  "--t-good-soft": moss[0],
  "--t-warn": amber[7],
  "--t-warn-soft": amber[0],
  "--t-bad": brick[7],
  "--t-bad-soft": brick[0],
  "--t-chart-1": lapis[6],
  "--t-chart-2": "#b3b2ab",
  "--t-chart-3": lapis[3],
  "--t-chart-4": "#77776f",
  "--tile-1": "#dedcd5",
  "--tile-2": "#d3d1c9",
  "--tile-3": "#e6e4de",
  "--tile-4": "#cac8bf",
  "--tile-own-1": lapis[6],
  "--tile-own-2": "#3d55cf",
  "--tile-own-3": "#2b3fb2",
  "--tile-own-4": "#4f66d6",
  "--tile-bank": "#8d8c86",
  "--mantine-color-dimmed": "#5d5f69",
  "--mantine-color-error": brick[7],
  "--mantine-color-placeholder": "#6d6d70",
  "--mantine-color-anchor": lapis[7],
  "--mantine-color-default-border": "#c9c8c2",
  "--mantine-color-lapis-light-color": lapis[7],
  "--mantine-color-lapis-light": lapis[0],
  "--mantine-color-red-light": brick[0],
  "--mantine-color-green-light": moss[0],
  "--mantine-color-yellow-light": amber[0],
  "--mantine-color-red-light-color": brick[8],
  "--mantine-color-green-light-color": moss[8],
  "--mantine-color-yellow-light-color": amber[8],
};

const darkTokens = {
  "--t-ground": "#101217",
  "--t-surface": "#181b22",
  "--t-sunken": "#13151b",
  "--t-line": "#2a2d37",
  "--t-line-strong": "#454a58",
  "--t-ink": "#e8e9ed",
  "--t-ink-soft": "#c4c6ce",
  "--t-dim": "#a3a6b1",
  "--t-accent": lapis[3],
  "--t-accent-ink": lapis[2],
  "--t-accent-soft": "#1f2444",
  "--t-accent-line": "#3b4685",
  "--t-good": moss[3],
  "--t-good-soft": "#17291f",
  "--t-warn": amber[3],
  "--t-warn-soft": "#2c2312",
  "--t-bad": brick[3],
  "--t-bad-soft": "#331a19",
  "--t-chart-1": lapis[4],
  "--t-chart-2": "#565b6a",
  "--t-chart-3": lapis[2],
  "--t-chart-4": "#8b909f",
  "--tile-1": "#2c303b",
  "--tile-2": "#333845",
  "--tile-3": "#262a34",
  "--tile-4": "#3a3f4d",
  "--tile-own-1": lapis[4],
  "--tile-own-2": "#7b8fea",
  "--tile-own-3": "#5d74e0",
  "--tile-own-4": "#8c9eee",
  "--tile-bank": "#626878",
  "--mantine-color-dimmed": "#a3a6b1",
  "--mantine-color-error": brick[3],
  "--mantine-color-placeholder": "#8b909f",
  "--mantine-color-anchor": lapis[3],
  "--mantine-color-default-border": "#454a58",
  "--mantine-color-lapis-light": "#1f2444",
  "--mantine-color-lapis-light-color": lapis[2],
  "--mantine-color-red-light": "#331a19",
  "--mantine-color-red-light-color": brick[3],
  "--mantine-color-green-light": "#17291f",
  "--mantine-color-green-light-color": moss[3],
  "--mantine-color-yellow-light": "#2c2312",
  "--mantine-color-yellow-light-color": amber[3],
} satisfies Partial<Record<keyof typeof lightTokens, string>>;

/** Gives Mantine the tokens of both schemes. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({ variables: {}, light: lightTokens, dark: darkTokens });
