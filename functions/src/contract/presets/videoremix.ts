import type { Catalog } from '../catalog/catalog.ts';
import { common, credits, model, nothing, operation, pack, per, usd } from './parts.ts';

const styled = (label: string, price: number, style: string) =>
  operation(
    label,
    'edit',
    {
      'gemini-image': model(
        'Gemini Image',
        'Redraws a picture of yours.',
        ['google', 'gemini-2.5-flash-image'],
        {
          price: credits(price),
          cost: usd(0.039),
        },
      ),
    },
    { style },
  );

/** Images by several providers, edits and styles. */
export const videoremix: Catalog = {
  ...common,
  preset: 'videoremix',
  operations: {
    image: operation('Image', 'image', {
      'dall-e-3': model('DALL·E 3', 'Follows a description closely.', ['openai', 'dall-e-3'], {
        price: credits(10),
        cost: usd(0.08),
      }),
      'gemini-pro-vision': model(
        'Gemini Pro Vision',
        'Photographs and drawings alike.',
        ['google', 'gemini-3-pro-image-preview'],
        {
          price: credits(8),
          cost: usd(0.134),
        },
      ),
      'stable-diffusion': model(
        'Stable Diffusion',
        'Quick and cheap.',
        ['replicate', 'stability-ai/stable-diffusion-3.5-large'],
        {
          price: credits(3),
          cost: usd(0.035),
        },
      ),
    }),
    edit: operation('Edit', 'edit', {
      'gpt-image-1': model(
        'GPT Image',
        'Changes what you say and leaves the rest.',
        ['openai', 'gpt-image-1'],
        {
          price: credits(15),
          cost: usd(0.042),
        },
      ),
    }),
    upscale: operation('Upscale', 'upscale', {
      'real-esrgan': model(
        'Real-ESRGAN',
        'At Replicate. Two or four times as wide and high.',
        [
          'replicate',
          'nightmareai/real-esrgan:f121d640bd286e1fdc67f9799164c1d5be36ff74576ee11c803ae5b665dd46aa',
        ],
        { price: per(1, 'megapixel', 0.4), cost: usd(0.002) },
      ),
    }),
    video: operation('Video', 'video', {
      'veo-3.1-fast': model(
        'Veo 3.1 Fast',
        'A short film of what you describe.',
        ['google', 'veo-3.1-fast-generate-preview'],
        {
          price: credits(50),
          cost: usd(1.2),
        },
      ),
    }),
    meme: styled('Meme', 5, 'Turn the picture into a meme: bold, funny, with a short caption.'),
    ghibli: styled(
      'Ghibli style',
      8,
      'Redraw the picture as a hand-painted animation film: soft light, watercolor skies.',
    ),
    cartoon: styled(
      'Cartoon style',
      6,
      'Redraw the picture as a cartoon: clear outlines, flat bright colors.',
    ),
    upload: operation('Upload', 'upload', {
      files: model('Files', 'Pictures of your own.', ['studio', 'files'], { price: nothing, cost: nothing }),
    }),
  },
  packs: {
    starter: pack('Starter', 50, 499),
    popular: pack('Popular', 200, 1_799, { tag: 'most-popular' }),
    pro: pack('Pro', 500, 3_999),
    enterprise: pack('Enterprise', 2_000, 13_999),
  },
};
