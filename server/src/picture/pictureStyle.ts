/**
 * Colours and lines of the picture. Inside VS Code they follow its theme; a file of its own has a light and a dark set.
 * No meaning hangs on colour alone: sides differ by place and shape, ends by their cross and their words.
 */
export const pictureStyle = `
.picture {
  --text: var(--vscode-foreground); --quiet: var(--vscode-descriptionForeground, var(--vscode-foreground));
  --paper: var(--vscode-editor-background); --line: var(--vscode-editorIndentGuide-background1, var(--vscode-widget-border));
  --client: var(--vscode-charts-blue); --server: var(--vscode-charts-purple); --end: var(--vscode-charts-red);
  --path: var(--vscode-charts-orange, var(--vscode-foreground)); --measured: var(--vscode-charts-green);
  font-family: var(--vscode-font-family, system-ui, sans-serif); font-size: 12px; display: block;
}
.picture.standalone {
  --text: #1f2328; --quiet: #59636e; --paper: #ffffff; --line: #d1d9e0; --client: #0969da; --server: #8250df;
  --end: #cf222e; --path: #9a6700; --measured: #1a7f37;
}
@media (prefers-color-scheme: dark) {
  .picture.standalone {
    --text: #f0f6fc; --quiet: #9198a1; --paper: #0d1117; --line: #3d444d; --client: #4493f8; --server: #ab7df8;
    --end: #f85149; --path: #d29922; --measured: #3fb950;
  }
}
.picture text { fill: var(--text); paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; }
.picture .ground { fill: var(--paper); }
.picture .headline { font-size: 18px; font-weight: 600; }
.picture .muted, .picture .tick, .picture .detail, .picture .later, .picture .number { fill: var(--quiet); }
.picture .between { fill: var(--quiet); font-style: italic; }
.picture .number { font-size: 11px; }
.picture .name { font-size: 14px; font-weight: 600; }
.picture .flag { font-size: 13px; }
.picture .first .flag { font-weight: 700; }
.picture .measured-label { font-weight: 600; }
.picture .grid { stroke: var(--line); stroke-width: 1; opacity: 0.7; }
.picture .axis { stroke: var(--quiet); stroke-width: 1; }
.picture .band { fill: var(--quiet); fill-opacity: 0.16; }
.picture .deaf { fill: url(#hatch); stroke: var(--quiet); stroke-opacity: 0.6; stroke-dasharray: 4 4; }
.picture .hatch { stroke: var(--quiet); stroke-width: 1.5; stroke-opacity: 0.35; }
.picture .life { stroke-width: 5; stroke-linecap: round; }
.picture .gone { stroke: var(--quiet); stroke-width: 1.5; stroke-dasharray: 1 5; stroke-linecap: round; }
.picture .client { --own: var(--client); } .picture .server { --own: var(--server); } .picture .path { --own: var(--path); }
.picture .first-tick { fill: var(--text); font-weight: 700; font-size: 13px; }
.picture .stop { stroke-width: 4; }
.picture .life, .picture .stop, .picture .way, .picture .tick-mark { stroke: var(--own); }
.picture .goes-on, .picture .dot, .picture .arrow { fill: var(--own); }
.picture .dot { stroke: var(--paper); stroke-width: 1.5; }
.picture .way { stroke-width: 1.5; }
.picture .tick-mark { stroke-width: 1.5; }
.picture .lost { stroke: var(--end); stroke-width: 1.75; fill: none; stroke-linecap: round; }
.picture .range { fill: var(--end); fill-opacity: 0.35; }
.picture .stem { stroke: var(--quiet); stroke-width: 1; }
.picture .guide { stroke: var(--end); stroke-width: 1.5; stroke-dasharray: 5 4; }
.picture .cross-ground { fill: var(--paper); stroke: var(--end); stroke-width: 2; }
.picture .path-forgets .cross-ground { stroke: var(--path); }
.picture .cross { stroke: var(--end); stroke-width: 2.5; fill: none; stroke-linecap: round; }
.picture .path-forgets .cross { stroke: var(--path); }
.picture .first .cross-ground { fill: var(--end); }
.picture .first.path-forgets .cross-ground { fill: var(--path); }
.picture .first .cross { stroke: var(--paper); }
.picture .measured-stem { stroke: var(--measured); stroke-width: 2; }
.picture .diamond { fill: var(--paper); stroke: var(--measured); stroke-width: 2.5; }
.picture .target { fill: transparent; stroke: none; }
.picture .badge { fill: var(--end); } .picture .badge-text { fill: var(--paper); stroke: none; font-weight: 700; font-size: 11px; }
`;
