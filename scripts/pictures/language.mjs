/** JupyterLab's language for this page alone: the tree's environment has its own words in Chinese, too. */
export async function speak(page, locale) {
  const id = "@jupyterlab/translation-extension:plugin";
  await page.route(/\/lab\/api\/settings\?\d/, async (route) => {
    const response = await route.fetch();
    const all = await response.json();
    const setting = all.settings.find((it) => it.id === id);
    Object.assign(setting, { settings: { locale }, raw: JSON.stringify({ locale }) });
    await route.fulfill({ response, json: all });
  });
}
