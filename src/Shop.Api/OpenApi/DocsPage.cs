using Swashbuckle.AspNetCore.SwaggerUI;

namespace Shop.Api.OpenApi;

/// <summary>
/// /docs: Swagger UI out of the package's own files. Its policy lets the page load from its own host alone; its icons it carries as data,
/// and it writes styles into the page.
/// </summary>
internal static class DocsPage
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
        + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void UseDocsPage(this WebApplication app)
    {
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/docs", StringComparison.Ordinal), docs =>
        {
            docs.Use(AddHeadersAsync);
            docs.UseSwaggerUI(Configure);
        });
    }

    private static Task AddHeadersAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(() =>
        {
            context.Response.Headers.ContentSecurityPolicy = Policy;
            context.Response.Headers["Referrer-Policy"] = "no-referrer";
            return Task.CompletedTask;
        });
        return next(context);
    }

    private static void Configure(SwaggerUIOptions page)
    {
        page.RoutePrefix = "docs";
        page.DocumentTitle = "Shop";
        page.SwaggerEndpoint(OpenApiSetup.Address, "Shop v1");
        page.DisplayOperationId();
        page.EnableTryItOutByDefault();
        page.ConfigObject.ValidatorUrl = null;
    }
}
