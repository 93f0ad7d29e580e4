/** The look of app/palette.css and of a card, for pages that have to work whatever the rest does. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --accent: #9a6b15; --accent-strong: #7f570f; font: 15px/1.6 system-ui, sans-serif }
@media (prefers-color-scheme: dark) { :root { --accent: #e0b15c; --accent-strong: #efc77c } }
body { margin: 0; padding: max(32px, calc((100dvh - 432px) / 3)) 16px 32px; background: light-dark(#faf9f7, #141311); color: light-dark(#1c1a17, #ede9e3) }
main { max-width: 380px; margin: 0 auto }
.card { padding: 24px; border: 1px solid light-dark(#e7e3dc, #2e2a25); border-radius: 6px; background: light-dark(#fff, #1d1b18) }
.brand { display: flex; align-items: center; justify-content: center; gap: 8px; margin: 0 0 16px; color: inherit; font-weight: 600 }
.brand img { height: 40px; max-width: 128px; object-fit: contain }
.brand svg { width: 20px; height: 20px; fill: none; stroke: var(--accent); stroke-width: 1.75; stroke-linecap: round; stroke-linejoin: round }
.card > :last-child { margin-bottom: 0 }
button:hover { background: var(--accent-strong) }
h1 { margin: 0 0 8px; font-size: 22px; line-height: 28px; overflow-wrap: anywhere }
p { margin: 8px 0; color: light-dark(#575149, #b9b2a7) }
strong { color: light-dark(#1c1a17, #ede9e3); font-weight: 600; overflow-wrap: anywhere }
code { color: light-dark(#1c1a17, #ede9e3); font: 13px ui-monospace, Menlo, monospace; overflow-wrap: anywhere }
form { margin: 16px 0 }
button { width: 100%; min-height: 40px; font: inherit; font-weight: 500; padding: 6px 16px; border: 0; border-radius: 6px; background: var(--accent); color: light-dark(#fff, #1c1a17); cursor: pointer }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
.foot { font-size: 13px }
a { color: var(--accent-strong) }`
