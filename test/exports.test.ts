import { describe, expect, test } from 'vitest'
import * as client from 'react-genai/client'
import * as components from 'react-genai/components'
import * as languages from 'react-genai/languages'
import * as root from 'react-genai'
import * as testing from 'react-genai/testing'
import * as widgets from 'react-genai/widgets'

// A name that comes or goes is a promise made or broken: it is written here by hand.
const model = [
  'AsyncGenerateContentResponse',
  'AsyncGenerateResponse',
  'BlockedPromptError',
  'BrokenResponseError',
  'ChatMessage',
  'GenAIError',
  'GenerateResponse',
  'GenerateResponseChunk',
  'GenerationBlockedError',
  'GenerationResponseError',
  'IncompleteIterationError',
  'JsonReader',
  'Message',
  'StopCandidateError',
  'ValidationError',
  'applyJsonPatch',
  'createGenkitClient',
  'dataUrlUploader',
  'diffJson',
  'extractItems',
  'extractJson',
  'formats',
  'httpStatusCode',
  'httpStorage',
  'indexedDbStorage',
  'isPart',
  'pairTools',
  'parsePartialJson',
  'partKind',
  'readThread',
  'registerFormat',
  'respondTool',
  'restartTool',
  'toJsonSchema',
  'toOutputConfig',
]

describe('public names', () => {
  test('react-genai/client', () => expect(Object.keys(client).sort()).toEqual(model))
  test('react-genai', () =>
    expect(Object.keys(root).sort()).toEqual(
      [
        ...model,
        'ChatStore',
        'GenAIProvider',
        'StreamStore',
        'createChatStore',
        'generateOptions',
        'threadOptions',
        'useAttachments',
        'useBackend',
        'useChat',
        'useChatStatus',
        'useChatValue',
        'useClient',
        'useDraft',
        'useGenerate',
        'useMessage',
        'useMessageIds',
        'useOnline',
        'usePart',
        'useStream',
        'useThreads',
        'useToolAnswers',
        'useTurns',
      ].sort(),
    ))
  test('react-genai/components', () =>
    expect(Object.keys(components).sort()).toEqual([
      'AttachmentList',
      'AudioMedia',
      'BranchPicker',
      'CitationList',
      'CodeBlock',
      'Composer',
      'CopyButton',
      'CustomPart',
      'DataPart',
      'ErrorNotice',
      'FileMedia',
      'FinishNotice',
      'ImageMedia',
      'Markdown',
      'MediaPart',
      'MessageList',
      'MessageView',
      'ObjectView',
      'PartList',
      'PartView',
      'PartsProvider',
      'ReasoningPart',
      'ResourcePart',
      'SearchSuggestions',
      'Suggestions',
      'TextPart',
      'ToolAnswerContext',
      'ToolRequest',
      'ToolResponse',
      'UsageLine',
      'VideoMedia',
      'defaultLabels',
      'groundingOf',
      'markCitations',
      'pairTools',
    ]))
  test('react-genai/widgets', () =>
    expect(Object.keys(widgets)).toEqual(['Ask', 'ChatWidget', 'Isolated', 'ObjectForm']))
  test('react-genai/languages', () => expect(Object.keys(languages)).toEqual(['french', 'german']))
  test('react-genai/testing', () =>
    expect(Object.keys(testing).sort()).toEqual(['mockBackend', 'replayBackend', 'replayFetch', 'setScheduler']))
})
