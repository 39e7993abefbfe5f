using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Shop.Api.Auth;
using Shop.Data;

namespace Shop.Api.Tests.Auth;

public sealed class SecretKeyTests
{
    private static readonly string Old = new('o', 32);
    private static readonly string New = new('n', 32);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("31 bytes are one too few: .....")]
    public void A_missing_or_short_secret_keeps_the_API_from_starting(string? secret)
    {
        var configuration = Settings(("SECRET_KEY", secret));

        var failure = Assert.Throws<SettingException>(() => SecretKey.From(configuration));

        Assert.StartsWith("SECRET_KEY must be set to at least 32 random bytes", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_purpose_has_a_key_of_its_own_that_every_replica_agrees_on()
    {
        var (one, other) = (SecretKey.From(Settings(("SECRET_KEY", New))), SecretKey.From(Settings(("SECRET_KEY", New))));

        Assert.Equal(one.Derive("a"), other.Derive("a"));
        Assert.NotEqual(one.Derive("a"), one.Derive("b"));
    }

    [Fact]
    public void During_a_rotation_the_key_before_still_reads()
    {
        var before = new SealingProtector(SecretKey.From(Settings(("SECRET_KEY", Old))));
        var during = new SealingProtector(SecretKey.From(Settings(("SECRET_KEY", New), ("SECRET_KEY_PREVIOUS", Old))));
        var after = new SealingProtector(SecretKey.From(Settings(("SECRET_KEY", New))));
        var sealedData = before.Protect([1, 2, 3]);

        Assert.Equal([1, 2, 3], during.Unprotect(sealedData));
        Assert.Throws<CryptographicException>(() => after.Unprotect(sealedData));
    }

    [Fact]
    public void What_was_sealed_for_one_purpose_is_not_read_for_another()
    {
        var protector = new SealingProtector(SecretKey.From(Settings(("SECRET_KEY", New))));

        Assert.Throws<CryptographicException>(() => protector.CreateProtector("a").Unprotect(protector.CreateProtector("b").Protect([1])));
    }

    [Fact]
    public void A_secret_may_come_as_a_file()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, New + "\n");
        var configuration = new ConfigurationManager { ["SECRET_KEY_FILE"] = file, ["SECRET_KEY"] = Old };

        configuration.AddSecretFiles();
        File.Delete(file);

        Assert.Equal(New, configuration["SECRET_KEY"]);
    }

    [Fact]
    public void A_secret_file_that_is_not_there_is_named()
    {
        var configuration = new ConfigurationManager { ["REDIS_PASSWORD_FILE"] = "/nowhere/secret" };

        var failure = Assert.Throws<SettingException>(configuration.AddSecretFiles);

        Assert.StartsWith("REDIS_PASSWORD_FILE names /nowhere/secret", failure.Message, StringComparison.Ordinal);
    }

    private static IConfiguration Settings(params (string Name, string? Value)[] values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.ToDictionary(setting => setting.Name, setting => setting.Value, StringComparer.Ordinal)).Build();
}
