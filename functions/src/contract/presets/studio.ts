import type { Catalog } from '../catalog/catalog.ts';
import { common, credits, model, operation, per, perThousandTokens, usd } from './parts.ts';

/** Image, video, voice and chat. */
export const studio: Catalog = {
  ...common,
  preset: 'studio',
  operations: {
    image: operation(
      'Image',
      'image',
      {
        'nano-banana': model(
          'Nano Banana',
          'Google. Quick, and good at following a description.',
          ['google', 'gemini-2.5-flash-image'],
          { price: credits(5), cost: usd(0.039) },
        ),
        'gpt-image-1': model('GPT Image', 'OpenAI. Careful with details.', ['openai', 'gpt-image-1'], {
          price: credits(5),
          cost: usd(0.042),
        }),
        'flux-schnell': model(
          'FLUX schnell',
          'Black Forest Labs, at fal. Done in a second or two.',
          ['fal', 'fal-ai/flux/schnell'],
          { price: credits(5), cost: usd(0.003) },
        ),
      },
      { perHour: 50 },
    ),
    upscale: operation(
      'Upscale',
      'upscale',
      {
        'real-esrgan': model(
          'Real-ESRGAN',
          'At Replicate. Two or four times as wide and high.',
          [
            'replicate',
            'nightmareai/real-esrgan:f121d640bd286e1fdc67f9799164c1d5be36ff74576ee11c803ae5b665dd46aa',
          ],
          { price: per(1, 'megapixel', 0.5), cost: usd(0.002) },
        ),
      },
      { perHour: 50 },
    ),
    video: operation(
      'Video',
      'video',
      {
        'seedance-lite': model(
          'Seedance Lite',
          'ByteDance, at Replicate. A short film of what you describe.',
          ['replicate', 'bytedance/seedance-1-lite'],
          { price: per(1, 'second', 10), cost: per(1, 'second', 0.036) },
        ),
        'veo-3.1-fast': model(
          'Veo 3.1 Fast',
          'Google. Four, six or eight seconds.',
          ['google', 'veo-3.1-fast-generate-preview'],
          { price: per(1, 'second', 10), cost: per(1, 'second', 0.15) },
        ),
        'veo-3-fast': model(
          'Veo 3 Fast',
          'Google, at fal. Four, six or eight seconds, with sound.',
          ['fal', 'fal-ai/veo3/fast'],
          { price: per(1, 'second', 10), cost: per(1, 'second', 0.15) },
        ),
      },
      { perHour: 10 },
    ),
    voice: operation(
      'Voice',
      'voice',
      {
        'eleven-multilingual-v2': model(
          'Eleven Multilingual',
          'ElevenLabs. Reads aloud in many languages.',
          ['elevenlabs', 'eleven_multilingual_v2'],
          { price: per(60, 'second', 15), cost: per(1, 'character', 0.0003) },
        ),
      },
      { perHour: 30 },
    ),
    chat: operation(
      'Chat',
      'chat',
      {
        'gpt-5-mini': model('GPT-5 mini', 'OpenAI. Answers as it goes.', ['openai', 'gpt-5-mini'], {
          price: perThousandTokens(1),
          cost: perThousandTokens(0.00025, 0.002),
        }),
      },
      { perHour: 100 },
    ),
  },
};
