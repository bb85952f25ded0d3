// SPDX-License-Identifier: Apache-2.0

/// The style of the page.
enum PageStyle {
    /// The style sheet.
    static let sheet: HTML = """

        :root { color-scheme: light dark; --ink: #1d1d1b; --soft: #5d5b57; --line: #d9d6cf;
          --paper: #fffefb; --bar: #35618e; --range: #9fb8d1; --link: #1f4e79; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e9e7e2; --soft: #a8a49c;
          --line: #3a3c40; --paper: #17191c; --bar: #83b1dd; --range: #3f5d7a; --link: #a9cdf0; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 44rem; padding: 1.5rem 1rem 3rem; color: var(--ink);
          background: var(--paper); font: 1rem/1.5 system-ui, "Noto Sans", sans-serif;
          -webkit-text-size-adjust: 100%; overflow-wrap: break-word; }
        h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .5rem; }
        h2 { font-size: 1.15rem; line-height: 1.3; margin: 2.5rem 0 .5rem; padding-top: .75rem;
          border-top: 1px solid var(--line); }
        h3 { font-size: 1rem; margin: 1.5rem 0 .25rem; }
        p { margin: 0 0 .75rem; }
        .lead { font-size: 1.1rem; }
        .note, .by, .after, figcaption span, .axis, .scale, footer { color: var(--soft);
          font-size: .85rem; }
        a { color: var(--link); text-underline-offset: .15em; }
        figure { margin: 1.25rem 0 0; }
        figcaption { display: flex; flex-wrap: wrap; gap: 0 .6rem; align-items: baseline; }
        figcaption b { font-weight: 600; overflow-wrap: anywhere; }
        svg { display: block; width: 100%; fill: var(--bar); }
        svg.time { height: 4.5rem; margin-top: .25rem; border-bottom: 1px solid var(--line); }
        svg.bar { height: .7rem; }
        svg .range { fill: var(--range); }
        svg .grid { stroke: var(--line); stroke-width: 1px; vector-effect: non-scaling-stroke; }
        .axis { display: flex; justify-content: space-between; }
        table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
        th, td { padding: .2rem .75rem .2rem 0; text-align: left; vertical-align: baseline;
          font-weight: 400; }
        thead th, thead td { color: var(--soft); font-size: .85rem; vertical-align: bottom;
          border-bottom: 1px solid var(--line); }
        tbody th { overflow-wrap: anywhere; }
        .n { text-align: right; padding-right: 0; white-space: nowrap; }
        thead .n { white-space: normal; }
        .n + .n, .n + td { padding-left: .75rem; }
        td.b { vertical-align: middle; }
        .bars { table-layout: fixed; }
        .bars tr > :first-child { width: 46%; }
        .bars tr > :last-child { width: 4.5rem; }
        .pairs { table-layout: fixed; }
        .pairs tr > :first-child { width: 38%; }
        .pairs tr > :nth-child(2) { width: 3.6rem; }
        .pairs tr > :last-child { width: 5.5rem; }
        .after { display: block; }
        .scale { position: relative; height: 1.4em; }
        .scale span { position: absolute; bottom: 0; transform: translateX(-50%);
          white-space: nowrap; }
        .scale span:first-child { transform: none; }
        .stories { padding-left: 1.5rem; }
        .stories li { margin-bottom: .9rem; }
        .names { columns: 16rem; padding-left: 1.2rem; font-size: .9rem; }
        .names li { overflow-wrap: anywhere; }
        details { margin-top: 1rem; }
        summary { cursor: pointer; }
        footer { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: .75rem; }
        @media (max-width: 30rem) { .scale span:nth-child(even) { display: none; }
          th, td { padding-right: .5rem; } .bars tr > :first-child { width: 52%; }
          .pairs tr > :nth-child(2) { width: 3.2rem; } .pairs tr > :last-child { width: 4.6rem; }
          .pairs .n { white-space: normal; } }
        @media print { body { max-width: none; } details { display: block; } }

        """
}
