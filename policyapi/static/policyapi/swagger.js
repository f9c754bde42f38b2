"use strict";
{
  const place = document.getElementById("swagger-ui");
  window.ui = SwaggerUIBundle({
    url: place.dataset.schema,
    domNode: place,
    deepLinking: true,
    filter: true,
    validatorUrl: null,
    defaultModelsExpandDepth: 0,
    supportedSubmitMethods: ["get"],
    presets: [SwaggerUIBundle.presets.apis],
  });
}
