import { mediaDevices } from './device-problem.ts'
import { toBase64 } from './pcm.ts'

/** What is shown to the model, and how often. */
export interface FrameOptions {
  deviceId?: string | undefined
  /** Frames in a second. Default: 1, which is as many as the service looks at. */
  frameRate?: number | undefined
  /** Pixels of the longer side. Default: 768. */
  maxSize?: number | undefined
  /** A JPEG, in base64. */
  onFrame: (data: string) => void
  /** The person has stopped sharing, or the camera is gone. */
  onEnded: () => void
}

/** A camera or screen that is shown. */
export interface FrameSource {
  /** For a `<video>` that shows the person what is seen. */
  readonly stream: MediaStream
  close(): void
}

const open = (kind: 'camera' | 'screen', deviceId: string | undefined): Promise<MediaStream> =>
  kind === 'screen'
    ? mediaDevices().getDisplayMedia({ video: true })
    : mediaDevices().getUserMedia({ video: { ...(deviceId && { deviceId: { exact: deviceId } }) } })

/** Shows a camera or the screen, a frame at a time; the person is asked. Throws what the browser says otherwise. */
export async function openFrames(
  kind: 'camera' | 'screen',
  { deviceId, frameRate = 1, maxSize = 768, onFrame, onEnded }: FrameOptions,
): Promise<FrameSource> {
  const stream = await open(kind, deviceId)
  const [track] = stream.getVideoTracks()
  const video = document.createElement('video')
  video.muted = video.playsInline = true
  video.srcObject = stream
  const canvas = document.createElement('canvas')
  let isClosed = false
  const send = async (blob: Blob | null): Promise<void> => {
    const bytes = await blob?.arrayBuffer()
    if (bytes && !isClosed) onFrame(toBase64(new Uint8Array(bytes)))
  }
  const capture = (): void => {
    const { videoWidth: width, videoHeight: height } = video
    if (width === 0) return
    const scale = Math.min(1, maxSize / Math.max(width, height))
    canvas.width = Math.round(width * scale)
    canvas.height = Math.round(height * scale)
    canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height)
    canvas.toBlob((blob) => void send(blob), 'image/jpeg', 0.7)
  }
  const timer = frameRate > 0 ? setInterval(capture, 1000 / frameRate) : undefined
  const close = (): void => {
    isClosed = true
    clearInterval(timer)
    track?.removeEventListener('ended', onEnded)
    for (const each of stream.getTracks()) each.stop()
    video.srcObject = null
  }
  track?.addEventListener('ended', onEnded)
  video.addEventListener('loadeddata', capture, { once: true })
  // A page that is being left does not play any more.
  void video.play().catch(() => undefined)
  return { stream, close }
}
