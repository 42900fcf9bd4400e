/**
 * The shapes of images that both Gemini and the models on Replicate accept by name. They choose the pixels themselves.
 */
export const namedShapes = ['1:1', '16:9', '9:16', '3:2', '2:3', '4:3', '3:4', '5:4', '4:5', '21:9'] as const;
