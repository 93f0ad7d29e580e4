'use client'
import { createContext, type ReactNode, useContext, useEffect } from 'react'
import { tellLoginStatus } from './login-status.ts'
import { setPageViewer } from './same-viewer.ts'

const Context = createContext<number | null>(null)

/**
 * Says whose page `children` are. Another tab of the browser may sign somebody else in, and what is sent from here must
 * not be done in their name: every form carries the viewer's id, which `makeViewerAction` compares.
 */
export function ViewerPage({ id, children }: { id: number; children: ReactNode }) {
  useEffect(() => setPageViewer(id), [id])
  useEffect(() => tellLoginStatus('logged-in'), [])
  return <Context value={id}>{children}</Context>
}

/** The hidden field that says whose page a form is on; nothing on a page for anybody. */
export function ViewerField() {
  const id = useContext(Context)
  return id === null ? null : <input type="hidden" name="viewer" value={id} />
}
