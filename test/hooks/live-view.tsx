import { act, renderHook, waitFor } from '@testing-library/react'
import { StrictMode, type ReactNode } from 'react'
import { createGeminiClient, GenAIProvider, useLive, type UseLiveOptions } from 'react-genai'
import { mockGemini, mockVoice, type MockLiveOptions } from 'react-genai/testing'
import { expect, vi } from 'vitest'

export const BY_HAND: MockLiveOptions = { reply: () => undefined }
type View = { result: { current: ReturnType<typeof useLive> } }

/** A session on a server that is held by hand, in the strictest of trees. */
export function setupLive(options: Partial<UseLiveOptions> = {}, given: MockLiveOptions = BY_HAND) {
  const { live: server, options: client } = mockGemini({ live: given })
  const gemini = createGeminiClient(client)
  const wrapper = ({ children }: { children?: ReactNode }) => (
    <StrictMode>
      <GenAIProvider gemini={gemini}>{children}</GenAIProvider>
    </StrictMode>
  )
  const view = renderHook(() => useLive(undefined, { model: 'm', microphone: false, ...options }), { wrapper })
  const sent = <T,>(kind: string): T[] =>
    server.received.filter((message) => kind in message).map((message) => message[kind] as T)
  return { server, sent, gemini, ...view }
}

export const connect = async ({ result }: View): Promise<void> => {
  await act(() => result.current.connect())
  await waitFor(() => expect(result.current.status).toBe('open'))
}
export const voice = (milliseconds: number, mimeType = 'audio/pcm;rate=24000') => ({
  serverContent: { modelTurn: { parts: [{ inlineData: { mimeType, data: mockVoice(milliseconds) } }] } },
})
export const words = ({ result }: View) =>
  result.current.messages.map(({ message, status }) => [message.role, message.text, status])
export const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))

/** What has become of every microphone and camera that was opened. */
export function watchDevices(): () => string[] {
  const all: MediaStream[] = []
  const { getUserMedia } = navigator.mediaDevices
  vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockImplementation(async (constraints) => {
    const stream = await getUserMedia.call(navigator.mediaDevices, constraints)
    all.push(stream)
    return stream
  })
  return () =>
    all.flatMap((stream) =>
      stream.getTracks().map(({ readyState, enabled }) => `${readyState}${enabled ? '' : ' muted'}`),
    )
}
