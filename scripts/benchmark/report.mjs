export const report = () => {};
