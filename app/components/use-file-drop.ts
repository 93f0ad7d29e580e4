import { type DragEvent, useState } from 'react'

/** Takes files that are dropped on the element with `dropProps`; `isOver` says whether some hover over it. */
export function useFileDrop(onFiles: (files: FileList) => void) {
  const [isOver, setIsOver] = useState(false)
  const hover = (event: DragEvent, now: boolean) => {
    event.preventDefault()
    setIsOver(now)
  }
  const dropProps = {
    onDragOver: (event: DragEvent) => hover(event, true),
    onDragLeave: (event: DragEvent) => hover(event, false),
    onDrop: (event: DragEvent) => {
      hover(event, false)
      onFiles(event.dataTransfer.files)
    },
  }
  return { isOver, dropProps }
}
