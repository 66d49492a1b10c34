/** In the place of the build's js/page/asset-urls.js. */
export const partUrls = {
  choosing: "dask-gateway-choosing.js?5",
  doctor: "dask-gateway-doctor.js?1",
  element: "dask-gateway-element.js?2",
  insight: "dask-gateway-insight.js?4",
  kubernetes: "dask-gateway-kubernetes.js?5",
  rest: "dask-gateway-rest.js?8",
  schema: "dask-gateway-schema.js?3",
  validation: "dask-gateway-validation.js?7",
  zh: "dask-gateway-zh.js?6",
};
