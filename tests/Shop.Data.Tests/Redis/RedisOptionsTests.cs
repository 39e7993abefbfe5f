using Microsoft.Extensions.Configuration;
using Shop.Data.Redis;

namespace Shop.Data.Tests.Redis;

public sealed class RedisOptionsTests
{
    [Fact]
    public void Sentinels_name_and_password_come_from_the_configuration()
    {
        var options = Read(
            ("REDIS_SENTINEL", "10.0.0.1:26379, sentinel-2:26379,[::1]:26381"),
            ("REDIS_MASTER_NAME", "other"),
            ("REDIS_PASSWORD", "secret"));

        Assert.Equal(["10.0.0.1:26379", "sentinel-2:26379", "[::1]:26381"], options.Sentinels);
        Assert.Equal("other", options.MasterName);
        Assert.Equal("secret", options.Password);
    }

    [Fact]
    public void The_name_is_shop_and_there_is_no_password_unless_told()
    {
        var options = Read(("REDIS_SENTINEL", "127.0.0.1:26379"), ("REDIS_MASTER_NAME", ""), ("REDIS_PASSWORD", ""));

        Assert.Equal("shop", options.MasterName);
        Assert.Null(options.Password);
    }

    [Theory]
    [InlineData(null, "REDIS_SENTINEL is not set: write the addresses")]
    [InlineData(" , ", "REDIS_SENTINEL is not set: write the addresses")]
    [InlineData("127.0.0.1", "REDIS_SENTINEL holds \"127.0.0.1\": write each Sentinel as host:port")]
    [InlineData("127.0.0.1:0", "REDIS_SENTINEL holds \"127.0.0.1:0\"")]
    [InlineData("127.0.0.1:70000", "REDIS_SENTINEL holds \"127.0.0.1:70000\"")]
    [InlineData(":26379", "REDIS_SENTINEL holds \":26379\"")]
    [InlineData("a:1,b:2,A:1", "REDIS_SENTINEL names a Sentinel twice")]
    public void Broken_Sentinels_are_refused_with_the_key_and_what_to_write(string? sentinels, string message)
    {
        var exception = Assert.Throws<SettingException>(() => Read(("REDIS_SENTINEL", sentinels)));

        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_master_name_with_a_space_is_refused()
    {
        var exception = Assert.Throws<SettingException>(() => Read(("REDIS_SENTINEL", "a:1"), ("REDIS_MASTER_NAME", "my shop")));

        Assert.StartsWith("REDIS_MASTER_NAME holds a space", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("false")]
    public void Redis_is_talked_to_in_the_clear_unless_told(string? tls) =>
        Assert.Null(Read(("REDIS_SENTINEL", "a:1"), ("REDIS_TLS", tls), ("REDIS_TLS_DIR", "/nowhere")).Authorities);

    [Theory]
    [InlineData("yes", "/nowhere", "REDIS_TLS is \"yes\": write true or false.")]
    [InlineData("true", "/nowhere", "REDIS_TLS is true and /nowhere/ca.crt can't be read")]
    [InlineData("true", "", "REDIS_TLS is true and /run/tls/ca.crt can't be read")]
    public void Whoever_wants_TLS_must_say_whom_to_trust(string tls, string directory, string message)
    {
        var exception = Assert.Throws<SettingException>(
            () => Read(("REDIS_SENTINEL", "a:1"), ("REDIS_TLS", tls), ("REDIS_TLS_DIR", directory)));

        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_numbers_that_belong_together_do()
    {
        var options = Read(("REDIS_SENTINEL", "a:1"));

        Assert.Equal(TimeSpan.FromSeconds(10), options.Hold);
        Assert.True(options.ProbeLifetime > 4 * options.ProbeInterval);
        Assert.True(options.BatchLimit > 2 * options.ReplicaWait);
        Assert.True(options.ReplicaProbation > options.VoteLifetime);
        Assert.True(options.BatchBytes < 1_000_000);
    }

    private static RedisOptions Read(params (string Key, string? Value)[] pairs) => RedisOptions.From(new Values(pairs));

    /// <summary>Only the indexer: all that the options ask.</summary>
    private sealed class Values((string Key, string? Value)[] pairs) : IConfiguration
    {
        public string? this[string key]
        {
            get => Array.Find(pairs, pair => string.Equals(pair.Key, key, StringComparison.Ordinal)).Value;
            set => throw new NotSupportedException();
        }

        public IEnumerable<IConfigurationSection> GetChildren() => throw new NotSupportedException();

        public Microsoft.Extensions.Primitives.IChangeToken GetReloadToken() => throw new NotSupportedException();

        public IConfigurationSection GetSection(string key) => throw new NotSupportedException();
    }
}
