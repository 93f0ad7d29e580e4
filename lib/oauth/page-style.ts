/** The look of app/palette.css and of a card, for pages that have to work whatever the rest does. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; font: 15px/1.6 system-ui, sans-serif }
body { margin: 0; padding: max(32px, calc((100dvh - 432px) / 3)) 16px 32px; background: light-dark(#faf9f7, #141311); color: light-dark(#1c1a17, #ede9e3) }
main, .brand { max-width: 330px; margin: 0 auto }
main { padding: 24px; border: 1px solid light-dark(#e7e3dc, #2e2a25); border-radius: 6px; background: light-dark(#fff, #1d1b18) }
.brand { margin-bottom: 16px; text-align: center; font-weight: 600 }
h1 { margin: 0 0 8px; font-size: 22px; line-height: 28px; overflow-wrap: anywhere }
p { margin: 8px 0; color: light-dark(#575149, #b9b2a7) }
strong { color: light-dark(#1c1a17, #ede9e3); font-weight: 600; overflow-wrap: anywhere }
code { color: light-dark(#1c1a17, #ede9e3); font: 13px ui-monospace, Menlo, monospace; overflow-wrap: anywhere }
form { margin: 16px 0 }
button { width: 100%; min-height: 40px; font: inherit; font-weight: 500; padding: 6px 16px; border: 0; border-radius: 6px; background: light-dark(#9a6b15, #e0b15c); color: light-dark(#fff, #1c1a17); cursor: pointer }
:focus-visible { outline: 2px solid light-dark(#9a6b15, #e0b15c); outline-offset: 2px }
.foot { font-size: 13px }
a { color: light-dark(#7f570f, #efc77c) }`
