// What is pasted where a message is written.

/**
 * Files, or none: cells and formatted text come with a picture of themselves, and whoever copied them wants the words.
 * A file that was copied has its name as a text beside it, and no formatted one.
 */
export function pastedFiles(data: DataTransfer): readonly File[] {
  const isFormattedText = data.getData('text/plain') !== '' && data.types.includes('text/html');
  return isFormattedText ? [] : [...data.files];
}
