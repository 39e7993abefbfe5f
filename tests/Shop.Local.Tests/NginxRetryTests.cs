using System.Net;
using System.Text.Json;
using Shop.Testing;

namespace Shop.Local.Tests;

/// <summary>What a client notices of replicas that die: nothing, as long as one lives.</summary>
public sealed class NginxRetryTests : IAsyncLifetime
{
    private readonly NginxRig _rig = new();

    public Task InitializeAsync() => _rig.InitializeAsync();

    public Task DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task A_write_goes_to_the_other_replica_when_one_dies_and_to_nobody_when_both_are_dead()
    {
        _rig.StopReplica("api-1");
        for (var i = 0; i < 6; i++)
        {
            using var body = new StringContent("{}");
            using var answer = await _rig.Client.PostAsync(new Uri("/v1/purchases", UriKind.Relative), body);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        await Eventually.True(
            async () => (await _rig.AccessLogAsync()).Any(line => line.RootElement.GetProperty("upstream_status").GetString() == "502, 200"),
            "the log, which nginx writes each second, shows a write that was handed on");

        _rig.StopReplica("api-2");
        using var refused = await _rig.Client.GetAsync(new Uri("/v1/products?x=1", UriKind.Relative));
        Assert.Equal(HttpStatusCode.BadGateway, refused.StatusCode);
        using var problem = JsonDocument.Parse(await refused.Content.ReadAsStringAsync());
        Assert.Equal("upstream-unavailable", problem.RootElement.GetProperty("code").GetString());
        Assert.Equal("/v1/products", problem.RootElement.GetProperty("instance").GetString());
    }
}
