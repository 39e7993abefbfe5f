using Shop.Data.Users;
using static Shop.Data.Tests.ShopOnRedis;

namespace Shop.Data.Tests.Users;

/// <summary>On a Redis of its own: who is the last admin depends on everybody else.</summary>
public sealed class LastAdminTests : IAsyncLifetime
{
    private readonly ShopOnRedis _shop = new();

    public Task InitializeAsync() => _shop.InitializeAsync();

    public Task DisposeAsync() => _shop.DisposeAsync();

    [Fact]
    public async Task The_last_admin_keeps_the_role_until_there_is_another()
    {
        var created = await _shop.Users.CreateFirstAdminAsync(NewUser(UserRole.Admin), Operation(), CancellationToken.None);
        var admin = Assert.IsType<CreateUserResult.Created>(created).User;
        var demoted = new UserReplacement(admin.Email, admin.FirstName, admin.LastName, UserRole.Customer, Status: null);
        var disabled = demoted with { Role = null, Status = UserStatus.Disabled };

        Assert.IsType<ReplaceUserResult.LastAdmin>(await ReplaceAsync(admin, demoted));
        Assert.IsType<ReplaceUserResult.LastAdmin>(await ReplaceAsync(admin, disabled));
        Assert.IsType<EraseUserResult.LastAdmin>(await _shop.Users.EraseAsync(admin.Id, "", Operation(), CancellationToken.None));

        await _shop.UserAsync(UserRole.Admin);
        Assert.IsType<ReplaceUserResult.Replaced>(await ReplaceAsync(admin, demoted));
    }

    private Task<ReplaceUserResult> ReplaceAsync(User user, UserReplacement replacement) =>
        _shop.Users.ReplaceAsync(user.Id, replacement, "", Operation(), CancellationToken.None);
}
