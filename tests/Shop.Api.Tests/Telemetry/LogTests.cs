using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Shop.Api.Auth;
using Shop.Api.Telemetry;

namespace Shop.Api.Tests.Telemetry;

public sealed class LogTests
{
    [Fact]
    public async Task A_request_leaves_one_line_with_its_route_and_trace_and_without_its_query()
    {
        var lines = new FormattedLines();
        await using var shop = await MetricsApplication.StartAsync(builder =>
        {
            builder.AddShopLogs();
            builder.Logging.ClearProviders();
            builder.Logging.AddProvider(lines);
        });
        lines.Formatter = shop.App.Services.GetRequiredService<JsonLogFormatter>();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(shop.Api, "/hello/you?token=secret"));
        request.Headers.Add("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

        using var answer = await shop.Client.SendAsync(request);
        await shop.GetTextAsync(new Uri(shop.Api, "/health/live"));

        var line = Assert.Single(lines.All, line => line.TryGetProperty("event", out var name) && name.GetString() == "RequestAnswered");
        Assert.Equal("4bf92f3577b34da6a3ce929d0e0e4736", line.GetProperty("traceId").GetString());
        Assert.Equal(16, line.GetProperty("spanId").GetString()!.Length);
        Assert.Equal(
            ("info", "api-7", "GET", "/hello/{name}", 200),
            (line.GetProperty("level").GetString(), line.GetProperty("instance").GetString(), line.GetProperty("method").GetString(),
                line.GetProperty("route").GetString(), line.GetProperty("status").GetInt32()));
        Assert.True(line.GetProperty("durationMs").GetDouble() >= 0);
        Assert.True(line.GetProperty("timestamp").TryGetDateTimeOffset(out _));
        Assert.False(line.TryGetProperty("principal", out _));
        Assert.DoesNotContain("secret", lines.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_principal_is_the_same_on_every_replica_and_another_with_another_secret()
    {
        var user = Guid.Parse("0192f0c0-0000-7000-8000-000000000001");

        Assert.Equal(Hash('k').Of(user), Hash('k').Of(user));
        Assert.NotEqual(Hash('k').Of(user), Hash('l').Of(user));
        Assert.Matches("^[0-9a-f]{16}$", Hash('k').Of(user));
    }

    private static PrincipalHash Hash(char key) => new(SecretKey.From(
        new Microsoft.Extensions.Configuration.ConfigurationBuilder()
            .Add(new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource
            {
                InitialData = [new("SECRET_KEY", new string(key, 32))],
            })
            .Build()));

    /// <summary>What would stand on stdout, written by the formatter at the same moment.</summary>
    private sealed class FormattedLines : ILoggerProvider
    {
        private readonly List<JsonElement> _lines = [];

        public JsonLogFormatter? Formatter { get; set; }

        public IReadOnlyList<JsonElement> All
        {
            get
            {
                lock (_lines)
                {
                    return [.. _lines];
                }
            }
        }

        public string Text => string.Join('\n', All.Select(line => line.GetRawText()));

        public ILogger CreateLogger(string categoryName) => new Line(this, categoryName);

        public void Dispose()
        {
            // Nothing is held.
        }

        private sealed class Line(FormattedLines owner, string category) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(
                LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
                var line = new LogEntry<TState>(logLevel, category, eventId, state, exception, formatter);
                var written = owner.Formatter is { } made ? Encoding.UTF8.GetString(made.Format(line)) : "";
                if (written.Length > 0)
                {
                    Assert.Single(written.TrimEnd('\n').Split('\n'));
                    lock (owner._lines)
                    {
                        owner._lines.Add(JsonDocument.Parse(written).RootElement);
                    }
                }
            }
        }
    }
}
