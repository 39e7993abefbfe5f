using Shop.Local.Stack;
using Shop.Testing;

namespace Shop.Local.Tests;

public sealed class SettingsTests : IDisposable
{
    private readonly string _folder = TestFolder.Make("settings");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_first_env_file_holds_secrets_of_its_own_that_only_its_owner_may_read()
    {
        var layout = StackLayout.At(_folder, PortOffset.Parse("0"));

        Assert.NotNull(EnvFile.Ensure(layout));
        Assert.Null(EnvFile.Ensure(layout));

        var path = Path.Combine(_folder, ".env");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Equal(32, Convert.FromBase64String(Settings.Load(path)["SECRET_KEY"]).Length);
        Assert.Equal("shop", Settings.Load(path).MasterName);
    }

    [Fact]
    public void An_env_file_that_is_older_than_a_password_gets_it_added_and_keeps_the_rest()
    {
        var layout = StackLayout.At(_folder, PortOffset.Parse("0"));
        var path = Path.Combine(_folder, ".env");
        PrivateFile.Write(path, "REDIS_PASSWORD=old\n# mine\nREDIS_BACKUP_PASSWORD_FILE=/some/where");

        var added = EnvFile.Ensure(layout);

        Assert.StartsWith("REDIS_PASSWORD=old\n# mine\nREDIS_BACKUP_PASSWORD_FILE=/some/where\nREDIS_", File.ReadAllText(path), StringComparison.Ordinal);
        Assert.Equal(
            "Added to .env, each with a random value: "
            + "REDIS_REPLICATION_PASSWORD, REDIS_SENTINEL_PASSWORD, REDIS_EXPORTER_PASSWORD, REDIS_OPERATOR_PASSWORD.",
            added);
        Assert.Equal("old", EnvFile.Read(path)["REDIS_PASSWORD"]);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Null(EnvFile.Ensure(layout));
    }

    [Fact]
    public void A_secret_may_come_out_of_a_file()
    {
        var secret = Path.Combine(_folder, "password");
        File.WriteAllText(secret, "from-a-file\n");
        var env = Path.Combine(_folder, "env");
        File.WriteAllText(env, $"REDIS_PASSWORD_FILE={secret}\n");

        Assert.Equal("from-a-file", Settings.Load(env).RedisPassword);
    }

    [Fact]
    public void A_password_that_Sentinel_could_not_read_back_is_refused()
    {
        var settings = new Settings(new Dictionary<string, string> { ["REDIS_PASSWORD"] = "two words" });
        Assert.Throws<Refusal>(() => settings.RedisPassword);
    }

    [Fact]
    public void A_nearly_full_disk_is_refused_in_one_sentence()
    {
        DiskSpace.Check(_folder, 200L * 1024 * 1024);
        var refusal = Assert.Throws<Refusal>(() => DiskSpace.Check(_folder, 199L * 1024 * 1024));
        Assert.Contains("has 199 MB left", refusal.Message);
    }

    [Fact]
    public void Data_of_another_password_or_another_place_is_refused()
    {
        var layout = StackLayout.At(_folder, PortOffset.Parse("0"));
        PrivateFile.Directory(layout.Directory);
        Origin.Check(layout, With("any"));
        Origin.Record(layout, With("one"));
        Origin.Check(layout, With("one"));
        Assert.Contains("another REDIS_PASSWORD", Assert.Throws<Refusal>(() => Origin.Check(layout, With("two"))).Message);

        var moved = layout with { Directory = Path.Combine(_folder, ".shop-moved") };
        Directory.Move(layout.Directory, moved.Directory);
        Assert.Contains("Move the folder back", Assert.Throws<Refusal>(() => Origin.Check(moved, With("one"))).Message);
    }

    private static Settings With(string password) =>
        new(new Dictionary<string, string> { ["REDIS_PASSWORD"] = password, ["REDIS_MASTER_NAME"] = "shop" });
}
