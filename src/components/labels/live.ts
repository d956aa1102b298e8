/** Words of a conversation by voice. */
export interface LiveLabels {
  live: string
  talk: string
  hangUp: string
  liveStatus: Record<'idle' | 'connecting' | 'open' | 'reconnecting' | 'closed' | 'error', string>
  listening: string
  speaking: string
  /** Nothing is heard; one can write. */
  writing: string
  mute: string
  useMicrophone: string
  camera: string
  screen: string
  stopSpeaking: string
  chooseMicrophone: string
  someMicrophone: string
  seen: string
  interrupted: string
  liveEmpty: string
  /** Why a device cannot be used, and what to do. */
  deviceProblem: (
    device: 'microphone' | 'camera' | 'screen',
    reason: 'refused' | 'missing' | 'busy' | 'insecure' | 'failed',
  ) => string
}

const DEVICES = { microphone: 'microphone', camera: 'camera', screen: 'screen' }

export const liveLabels: LiveLabels = {
  live: 'Voice chat',
  talk: 'Start talking',
  hangUp: 'End',
  liveStatus: {
    idle: 'Not connected',
    connecting: 'Connecting',
    open: 'Connected',
    reconnecting: 'Connecting again',
    closed: 'The conversation is over',
    error: 'The conversation was cut off',
  },
  listening: 'Listening',
  speaking: 'Speaking',
  writing: 'Connected: write below',
  mute: 'Mute',
  useMicrophone: 'Use the microphone',
  camera: 'Show the camera',
  screen: 'Show the screen',
  stopSpeaking: 'Stop speaking',
  chooseMicrophone: 'Microphone',
  someMicrophone: 'Unnamed microphone',
  seen: 'What the model sees',
  interrupted: 'Interrupted',
  liveEmpty: 'Say something, or write.',
  deviceProblem: (device, reason) =>
    ({
      refused: `The ${DEVICES[device]} may not be used here. Allow it in the browser’s settings for this page, or write.`,
      missing: `There is no ${DEVICES[device]}. Connect one, or write.`,
      busy: `Another app has the ${DEVICES[device]}. Close it there, and try again.`,
      insecure: `Browsers give the ${DEVICES[device]} only to pages with HTTPS.`,
      failed: `The ${DEVICES[device]} does not work right now.`,
    })[reason],
}
