/** The logo of a client. Its name stands beside it. */
export function ClientLogo({ logo }: { logo: string }) {
  // biome-ignore lint/performance/noImgElement: it is a data address, of which nothing can be made smaller.
  return <img src={logo} alt="" className="size-8 shrink-0 rounded-sm" />
}
