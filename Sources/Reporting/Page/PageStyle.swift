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
        svg.time { height: 3.5rem; margin-top: .25rem; border-bottom: 1px solid var(--line); }
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
        .scale span:last-child { transform: translateX(-100%); }
        .pairs td { vertical-align: middle; }
        .feeds td { white-space: nowrap; }
        .stories { padding-left: 1.5rem; }
        .stories li { margin-bottom: .9rem; }
        .names { columns: 16rem; padding-left: 1.2rem; font-size: .9rem; }
        .names li { overflow-wrap: anywhere; }
        details { margin-top: 1rem; }
        summary { cursor: pointer; }
        footer { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: .75rem; }
        @media (max-width: 34rem) { table { font-size: .9rem; } th, td { padding-right: .5rem; }
          .bars tr > :first-child { width: 60%; } .bars tr > :last-child { width: 3.6rem; }
          .pairs, .pairs thead, .pairs tbody { display: block; }
          .pairs tr { display: grid; grid-template-columns: 3.4rem 1fr 5.2rem; align-items: center;
            padding-bottom: .3rem; }
          .pairs th[scope=row], .pairs thead th:first-child { grid-column: 1 / -1; width: auto;
            padding-bottom: 0; }
          .pairs tr > :nth-child(n) { width: auto; } .pairs td.n:nth-child(2) { text-align: left; }
          .pairs thead th:nth-child(2) { text-align: left; } .after { display: inline; }
          .feeds, .feeds thead, .feeds tbody { display: block; }
          .feeds tr { display: grid; grid-template-columns: 5.6rem 1fr 6.4rem;
            padding-bottom: .3rem; }
          .feeds th[scope=row], .feeds thead th:first-child { grid-column: 1 / -1;
            padding-bottom: 0; }
          .feeds td { white-space: normal; overflow-wrap: anywhere; }
          .scale span:last-child { display: none; } }
        @media print { body { max-width: none; } details { display: block; } }

        """
}
