/**
 * What Chromium counts of a page, by name. Its times are seconds of the processor: what else a machine does meanwhile does not
 * count. Resolves to a function that asks for one.
 */
export async function pageMetrics(page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
  return async (name) => {
    const { metrics } = await cdp.send("Performance.getMetrics");
    return metrics.find((one) => one.name === name).value;
  };
}
