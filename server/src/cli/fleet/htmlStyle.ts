/** The page's style: system fonts, light and dark, colours that differ in lightness too. */
export const styleSheet = `
:root { color-scheme: light dark; --line: #8884; --never: #7b1e3a; --path: #a3341f; --cuts: #b3541e; --tcp: #c98a1b;
  --slow: #d8b64c; --good: #2e8b6f; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 75rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
table { border-collapse: collapse; width: 100%; }
td { border-top: 1px solid var(--line); padding: .3rem .6rem .3rem 0; vertical-align: top; overflow-wrap: anywhere; }
td:first-child, td.v { white-space: nowrap; }
td.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.bar { width: 50%; } td.bar svg { width: 100%; height: 14px; }
.whole svg { width: 100%; height: 28px; border-radius: 4px; }
.histogram { width: 100%; max-width: 60rem; } .histogram line { stroke: currentColor; }
.histogram text { fill: currentColor; font-size: 12px; text-anchor: middle; }
.mark { display: inline-block; width: .8em; height: .8em; border-radius: 2px; margin-right: .5em; }
.v-never { fill: var(--never); background: var(--never); } .v-path-forgets { fill: var(--path); background: var(--path); }
.v-cuts-healthy { fill: var(--cuts); background: var(--cuts); } .v-tcp-only { fill: var(--tcp); background: var(--tcp); }
.v-slow { fill: var(--slow); background: var(--slow); } .v-noticed { fill: var(--good); background: var(--good); }
details { margin: .4rem 0; } summary { cursor: pointer; }
`;
