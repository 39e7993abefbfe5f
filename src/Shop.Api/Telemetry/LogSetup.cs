namespace Shop.Api.Telemetry;

/// <summary>Where the log goes: to stdout, one JSON object a line, and nowhere else.</summary>
internal static class LogSetup
{
    public static WebApplicationBuilder AddShopLogs(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<JsonLogFormatter>();
        builder.Services.AddSingleton<ILoggerProvider, StdoutLog>();

        // The framework's line for each request holds the query, where clients put what belongs in no log; RequestLog writes ours.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        return builder;
    }
}
