import type { Catalog } from '../catalog/catalog.ts';
import { common, credits, model, nothing, operation, per, usd } from './parts.ts';

/** Reels: from a story to a finished video. Prices are about three times the provider's cost. */
export const reelbanana: Catalog = {
  ...common,
  preset: 'reelbanana',
  adminsRunFree: true,
  operations: {
    story: operation('Story', 'story', {
      'gemini-flash': model('Gemini Flash', 'Writes the scenes.', ['google', 'gemini-2.5-flash'], {
        price: credits(2),
        cost: usd(0.06),
      }),
    }),
    image: operation('Image', 'image', {
      'nano-banana': model('Nano Banana', 'Paints a scene.', ['google', 'gemini-2.5-flash-image'], {
        price: credits(3),
        cost: usd(0.1),
      }),
      'nano-banana-detailed': model(
        'Nano Banana, detailed',
        'Paints a scene with more care.',
        ['google', 'gemini-3-pro-image-preview'],
        {
          price: credits(5),
          cost: usd(0.165),
        },
      ),
    }),
    narration: operation('Narration', 'narration', {
      'eleven-multilingual-v2': model(
        'Eleven Multilingual',
        'Reads the story aloud.',
        ['elevenlabs', 'eleven_multilingual_v2'],
        {
          price: per(100, 'character', 1),
          cost: per(1, 'character', 0.0003),
        },
      ),
    }),
    music: operation('Music', 'music', {
      musicgen: model('MusicGen', 'Composes music to go with it.', ['replicate', 'meta/musicgen'], {
        price: credits(2),
        cost: usd(0.065),
      }),
    }),
    captions: operation('Captions', 'captions', {
      align: model('Alignment', 'Times every word.', ['elevenlabs', 'forced-alignment'], {
        price: credits(1),
        cost: usd(0.03),
      }),
    }),
    render: operation('Render', 'render', {
      ffmpeg: model('Renderer', 'Puts it all together.', ['studio', 'ffmpeg'], {
        price: credits(5),
        cost: usd(0.16),
      }),
    }),
    polish: operation('Polish', 'polish', {
      grade: model('Finish', 'Color, light and loudness.', ['studio', 'grade'], {
        price: credits(10),
        cost: usd(0.3),
      }),
    }),
    upload: operation('Upload', 'upload', {
      files: model('Files', 'Pictures, sounds and videos of your own.', ['studio', 'files'], {
        price: nothing,
        cost: nothing,
      }),
    }),
  },
};
