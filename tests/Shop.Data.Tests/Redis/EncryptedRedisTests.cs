using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Shop.Data.Redis;
using Shop.Testing;

namespace Shop.Data.Tests.Redis;

/// <summary>Where REDIS_TLS is true, nodes, Sentinels and application speak TLS, and nobody answers to anything else.</summary>
public sealed class EncryptedRedisTests(EncryptedRedis encrypted) : IClassFixture<EncryptedRedis>
{
    private const string Run = "encrypted";

    private readonly RedisTrio _trio = encrypted.Trio;

    [Fact]
    public async Task A_killed_master_is_replaced_and_comes_back_while_no_write_is_lost_and_none_fails()
    {
        var (redis, load) = (encrypted.Running, new WriteLoad(encrypted.Running, Run));
        await load.GoOnAsync(500);

        var old = await _trio.KillAsync("master");
        await Eventually.True(() => redis.Topology.Current is { Master: not null, Epoch: > 1 }, "another master is known");
        await load.GoOnAsync(500);
        await _trio.StartAsync(old);
        await Eventually.True(() => redis.Topology.Current.Acknowledgements == 2, "the old master confirms writes as a replica");
        await load.GoOnAsync(500);

        await load.EndWithNothingLostAsync();
        Assert.Equal("slave", await _trio.RoleAsync(old));
    }

    [Fact]
    public async Task A_node_or_a_Sentinel_that_is_asked_in_the_clear_hangs_up()
    {
        foreach (var node in _trio.Nodes.Where(node => node.Pid is not null))
        {
            var answer = await InTheClear.SayAsync(node.Address, "PING");

            Assert.DoesNotContain("PONG", answer, StringComparison.Ordinal);
            Assert.DoesNotContain("NOAUTH", answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_application_talks_to_nobody_whom_another_authority_has_certified()
    {
        var address = _trio.Sentinels.Split(',')[0];

        Assert.True(await ConnectsAsync(address, _trio.Authorities));
        Assert.False(await ConnectsAsync(address, [Authority()]));
        Assert.True(await ConnectsAsync(address, [Authority(), .. _trio.Authorities!])); // while one follows the other
    }

    [Fact]
    public async Task The_application_talks_to_nobody_whose_certificate_is_another_host_s()
    {
        var port = _trio.Sentinels.Split(',')[0].Split(':')[1];

        Assert.True(await ConnectsAsync($"127.0.0.1:{port}", _trio.Authorities));
        Assert.False(await ConnectsAsync($"localhost:{port}", _trio.Authorities));
    }

    private async Task<bool> ConnectsAsync(string address, X509Certificate2Collection? authorities)
    {
        var options = new RedisOptions
        {
            Sentinels = [address],
            Password = _trio.Password,
            Authorities = authorities,
            ConnectLimit = TimeSpan.FromSeconds(5),
        };
        using var connection = await ClientLibrary.ConnectSentinelAsync(address, options, TimeProvider.System, CancellationToken.None);
        return connection is not null;
    }

    private static X509Certificate2 Authority()
    {
        using var keys = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Shop's Redis authority", keys, HashAlgorithmName.SHA256); // ours by name
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddHours(-1), now.AddHours(1));
    }
}
