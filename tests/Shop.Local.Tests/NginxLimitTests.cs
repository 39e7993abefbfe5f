using System.Net;
using System.Text;
using System.Text.Json;
using Shop.Testing;

namespace Shop.Local.Tests;

/// <summary>One address asks for too much.</summary>
public sealed class NginxLimitTests(LimitingNginx nginx) : IClassFixture<LimitingNginx>
{
    [Fact]
    public async Task A_flood_from_one_address_is_answered_with_429_and_an_orderly_client_is_let_through_after_it()
    {
        // Without anybody behind it, nginx answers faster than any limit.
        nginx.StopReplica("api-1");
        nginx.StopReplica("api-2");
        var flood = new StringBuilder();
        for (var i = 0; i < 900; i++)
        {
            flood.Append("GET /flood HTTP/1.1\r\nHost: shop\r\n\r\n");
        }

        flood.Append("GET /flood HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n");
        var answers = "";
        await Eventually.True(
            async () =>
            {
                answers = string.Concat(await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => nginx.SendRawAsync(flood.ToString(), closes: false))));
                return answers.Contains("HTTP/1.1 429 ", StringComparison.Ordinal);
            },
            "some are refused");

        Assert.Contains("HTTP/1.1 502 ", answers, StringComparison.Ordinal);
        var refused = answers[answers.IndexOf("HTTP/1.1 429 ", StringComparison.Ordinal)..];
        var (head, rest) = (refused[..refused.IndexOf("\r\n\r\n", StringComparison.Ordinal)], refused[(refused.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]);
        Assert.Contains("\r\nRetry-After: 1", head, StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Type: application/problem+json", head, StringComparison.Ordinal);
        using var problem = JsonDocument.Parse(rest[..(rest.IndexOf('}', StringComparison.Ordinal) + 1)]);
        Assert.Equal("rate-limited", problem.RootElement.GetProperty("code").GetString());
        Assert.Equal(429, problem.RootElement.GetProperty("status").GetInt32());

        await Eventually.True(
            async () =>
            {
                using var answer = await nginx.Client.GetAsync(new Uri("/", UriKind.Relative));
                return answer.StatusCode == HttpStatusCode.BadGateway;
            },
            "one request at a time is let through");
    }
}
